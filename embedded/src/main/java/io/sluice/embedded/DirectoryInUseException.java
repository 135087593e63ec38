package io.sluice.embedded;

import java.nio.file.Path;

/** A data directory that another process, or another part of this one, works in. The message names its path. */
public final class DirectoryInUseException extends StartException {
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(Path directory, String owner) {
        super("data directory " + directory + " is in use by process " + owner, null);
    }
}
