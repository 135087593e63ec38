package io.sluice.schemas.serde;

/** The schema registry did not answer, or is not well or too busy: the same question may be answered in a while. */
public final class RegistryAwayException extends RegistryException {
    private static final long serialVersionUID = 1;

    RegistryAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
