package io.sluice.embedded.registry.catalog;

import org.jspecify.annotations.Nullable;

/** A request that is refused, with Confluent's error code and wording, which clients act on. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LARGEST_STATUS = 599;

    private final int code;

    /** Code is an HTTP status, or one with two digits appended, such as 40401. */
    public RegistryException(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return code <= LARGEST_STATUS ? code : code / 100;
    }

    public static RegistryException subjectNotFound(String subject) {
        return new RegistryException(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryException versionNotFound(VersionRef version) {
        return new RegistryException(40402, "Version " + version + " not found.");
    }

    static RegistryException schemaNotFound() {
        return new RegistryException(40403, "Schema not found");
    }

    static RegistryException idNotFound(int id) {
        return new RegistryException(40403, "Schema " + id + " not found");
    }

    static RegistryException alreadyDeleted(int code, String what) {
        return new RegistryException(code, what + " was soft deleted.Set permanent=true to delete permanently");
    }

    static RegistryException notYetDeleted(int code, String what) {
        return new RegistryException(code, what + " was not deleted first before being permanently deleted");
    }

    static RegistryException incompatible(String subject, Object details) {
        return new RegistryException(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + details);
    }

    public static RegistryException invalidSchema(String why) {
        return new RegistryException(42201, "Invalid schema: " + why);
    }

    static RegistryException readOnly(@Nullable String subject) {
        String what = subject == null ? "The registry" : "Subject " + subject;
        return new RegistryException(42205, what + " is in read-only mode");
    }
}
