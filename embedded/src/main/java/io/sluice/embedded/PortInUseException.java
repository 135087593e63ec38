package io.sluice.embedded;

/** A port that somebody else listens on. The message names HOST:PORT. */
public final class PortInUseException extends StartException {
    private static final long serialVersionUID = 1L;

    PortInUseException(HostPort address, Throwable cause) {
        super(address + " is in use by another program", cause);
    }
}
