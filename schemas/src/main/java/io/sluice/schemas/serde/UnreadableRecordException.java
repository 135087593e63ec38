package io.sluice.schemas.serde;

import io.sluice.schemas.wire.Texts;
import org.apache.kafka.common.errors.SerializationException;

/** A record's bytes are not what its topic holds; the message says why in one line. It will not become readable. */
public class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST_MESSAGE = 1_000;

    private final boolean unknownField;

    public UnreadableRecordException(String message) {
        this(message, false);
    }

    UnreadableRecordException(String message, boolean unknownField) {
        super(oneLine(message));
        this.unknownField = unknownField;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    private static String oneLine(String message) {
        String cut = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
        return Texts.wellFormed(cut).replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]+", " ");
    }

    /** Whether the record was refused for a field that its contract does not have. */
    public boolean unknownField() {
        return unknownField;
    }
}
