package io.sluice.cli;

import io.sluice.policy.file.FileProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Where responses go: a file, which is whole or not there at all; a pipe or device; or stdout. */
final class OutFile {
    private final @Nullable Path file;
    private final boolean whole;

    private OutFile(@Nullable Path file, boolean whole) {
        this.file = file;
        this.whole = whole;
    }

    /** Checks that lines can be written there, before anything is done that they would tell of. */
    static OutFile at(String given, Path requests) throws IOException {
        if (given.equals("-")) {
            return new OutFile(null, false);
        }
        Path path = Path.of(given).toAbsolutePath();
        if (Files.isDirectory(path)) {
            throw new FileProblem(given, 1, "--responses is a folder, expected a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return new OutFile(path, false);
        }
        if (Files.exists(path) && Files.exists(requests) && Files.isSameFile(path, requests)) {
            throw new FileProblem(given, 1, "--responses is the file of --requests, expected another");
        }
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new FileProblem(given, 1, "--responses is in a folder that cannot be written: " + folder);
        }
        return new OutFile(target, true);
    }

    /** Lines that are written one after another. */
    @FunctionalInterface
    interface Lines {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Prints a line to stdout as it is, whatever encoding that has. */
    static void println(byte[] line) {
        System.out.write(line, 0, line.length);
        System.out.write('\n');
    }

    void write(Lines lines) throws IOException {
        if (file == null) {
            lines.writeTo(System.out);
            System.out.flush();
            return;
        }
        if (!whole) {
            writeTo(file, lines);
            return;
        }
        Path part = part(file);
        try {
            writeTo(part, lines);
            if (isPosix(file) && Files.exists(file)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void writeTo(Path file, Lines lines) throws IOException {
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
            lines.writeTo(stream);
        }
    }

    /** An empty file beside it of a name that nobody has: its owner's alone where the whole one is there, else as any new file. */
    private static Path part(Path file) throws IOException {
        String name = "." + file.getFileName();
        Path folder = file.resolveSibling("");
        return isPosix(file) && !Files.exists(file)
                ? Files.createTempFile(
                        folder,
                        name,
                        ".part",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")))
                : Files.createTempFile(folder, name, ".part");
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
