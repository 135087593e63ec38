package io.sluice.embedded.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sluice.embedded.registry.catalog.SchemaVersion;

/** The shapes of answers that more than one route gives. */
final class Answers {
    private static final String ALL_CONTEXTS = ":*:";

    private Answers() {}

    /** A version as clients know it: without a mark whether it is deleted. */
    record Version(String subject, int version, int id, String schema) {}

    /** JSON that is written as it is. */
    record Raw(@JsonValue @JsonRawValue String json) {}

    static Version version(SchemaVersion version) {
        return new Version(version.subject(), version.version(), version.id(), version.schema());
    }

    static Raw raw(String json) {
        return new Raw(json);
    }

    /** What the asked-for subjects begin with. Confluent's client names all contexts first; here there is only one. */
    static String subjectPrefix(Request request) {
        String prefix = request.query().getOrDefault("subjectPrefix", "");
        return prefix.startsWith(ALL_CONTEXTS) ? prefix.substring(ALL_CONTEXTS.length()) : prefix;
    }
}
