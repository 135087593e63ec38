package io.sluice.cli.engine;

/** A data directory holds records of another format than is asked for. */
public final class OtherFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherFormatException(String message) {
        super(message);
    }
}
