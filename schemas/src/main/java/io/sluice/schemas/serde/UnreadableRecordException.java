package io.sluice.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A record's bytes are not what its topic holds; the message says why in one line. It will not become readable. */
public final class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    private final boolean unknownField;

    public UnreadableRecordException(String message) {
        this(message, false);
    }

    UnreadableRecordException(String message, boolean unknownField) {
        super(message);
        this.unknownField = unknownField;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Whether the record was refused for a field that its contract does not have. */
    public boolean unknownField() {
        return unknownField;
    }
}
