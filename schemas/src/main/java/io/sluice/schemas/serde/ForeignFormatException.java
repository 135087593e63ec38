package io.sluice.schemas.serde;

/** A record is written in the other of the two formats than it is read in: its whole topic is, most likely. */
public final class ForeignFormatException extends UnreadableRecordException {
    private static final long serialVersionUID = 1;

    private final Format found;

    ForeignFormatException(Format found, String message) {
        super(message);
        this.found = found;
    }

    /** How the record is written. */
    public Format found() {
        return found;
    }
}
