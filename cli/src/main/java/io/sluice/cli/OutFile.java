package io.sluice.cli;

import io.sluice.policy.file.FileProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        Path target = whole ? file.resolveSibling(file.getFileName() + ".part") : file;
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(target))) {
            lines.writeTo(stream);
        }
        if (whole) {
            Files.move(target, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
