package io.sluice.cli;

/** No broker answers at an address that the user named. */
final class NoBrokerException extends UserError {
    private static final long serialVersionUID = 1;

    NoBrokerException(String message) {
        super(message);
    }
}
