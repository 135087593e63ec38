package io.sluice.schemas.serde;

/** The registry gives our schemas, and refuses that of a record. */
final class RefusedSchemaException extends UnreadableRecordException {
    private static final long serialVersionUID = 1;

    RefusedSchemaException(String message) {
        super(message);
    }
}
