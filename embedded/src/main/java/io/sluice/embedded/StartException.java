package io.sluice.embedded;

/** A broker or registry that could not start. The message is one line that a user can act on. */
public class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    StartException(String message) {
        super(message);
    }
}
