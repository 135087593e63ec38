package io.sluice.schemas.serde;

/** A schema that we write is not in the registry, and we may not register it ({@code auto.register.schemas=false}). */
public final class UnregisteredSchemaException extends RegistryException {
    private static final long serialVersionUID = 1;

    private final String subject;

    UnregisteredSchemaException(String subject, Throwable cause) {
        super(
                "our schema of subject " + subject
                        + " is not registered, and auto.register.schemas is false; sluice schemas register does it",
                cause);
        this.subject = subject;
    }

    /** The subject under which it is missing. */
    public String subject() {
        return subject;
    }
}
