package io.sluice.connectors.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files of their owner alone, on file systems that know owners, which are there as a whole whenever a process is killed. */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFiles() {}

    /** Creates a folder, with those above it that are missing; of a new data directory it may be the first. */
    static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent, mode(folder, "rwx------"));
        }
        try {
            Files.createDirectory(folder, mode(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            if (!permissionsOfOthers(folder).isEmpty()) {
                Files.setPosixFilePermissions(folder, OWNERS);
            }
        }
    }

    /** Writes a whole file at once unless it exists; a file that somebody else has just made stays as it is. */
    static void createOnce(Path file, String content) throws IOException {
        Path draft = draft(file, content);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.copy(draft, file, StandardCopyOption.COPY_ATTRIBUTES);
        } finally {
            Files.delete(draft);
        }
    }

    /** Writes a whole file at once, in place of what was there. */
    public static void replace(Path file, String content) throws IOException {
        Files.move(draft(file, content), file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What group and others may do with {@code path}; nothing where the file system knows no owners. */
    static Set<PosixFilePermission> permissionsOfOthers(Path path) throws IOException {
        EnumSet<PosixFilePermission> found = EnumSet.noneOf(PosixFilePermission.class);
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            found.addAll(Files.getPosixFilePermissions(path));
            found.removeAll(OWNERS);
        }
        return found;
    }

    private static Path draft(Path file, String content) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Path draft = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", mode(folder, "rw-------"));
        Files.writeString(draft, content, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
        return draft;
    }

    /** What a new file or folder is made with; nothing where the file system knows no owners. */
    static FileAttribute<?>[] mode(Path near, String permissions) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
