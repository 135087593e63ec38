package io.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The making of a data directory: requests, responses and what is known of credentials lie in it. */
public final class DataFolder {
    private DataFolder() {}

    /**
     * Creates what is missing of a path, for its owner alone where the file system knows owners. A folder that is there keeps
     * its mode: a volume's, or that of a group that shares it.
     */
    public static Path create(Path folder) throws IOException {
        boolean owned = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return owned ? Files.createDirectories(folder, forOwner()) : Files.createDirectories(folder);
    }

    private static FileAttribute<?> forOwner() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }
}
