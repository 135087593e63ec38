package io.sluice.schemas.serde;

import io.sluice.schemas.ApiRequest;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Lets Avro make our generated records, and nothing else beyond its own defaults: since 1.12.2 it makes only classes that
 * it was told to trust, so that a schema cannot name any class.
 */
public final class Trust {
    static {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        String records = ApiRequest.class.getPackageName();
        ClassSecurityValidator.setGlobal(type -> type.getPackageName().equals(records) || before.isTrusted(type));
    }

    private Trust() {}

    /** Must have been called before a record is made; calls after the first do nothing. */
    public static void inRecords() {}
}
