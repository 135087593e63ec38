package io.sluice.cli.engine;

/** A data directory was begun with another format or other partitions than are asked for, or on another cluster. */
public final class OtherDirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherDirectoryException(String message) {
        super(message);
    }
}
