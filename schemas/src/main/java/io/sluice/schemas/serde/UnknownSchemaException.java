package io.sluice.schemas.serde;

/**
 * The registry does not know the schema of a record, which it was asked for a moment ago for the first time. One that is behind may
 * yet come to know it; who cannot wait takes the record for unreadable.
 */
public final class UnknownSchemaException extends UnreadableRecordException {
    private static final long serialVersionUID = 1;

    UnknownSchemaException(String message) {
        super(message);
    }
}
