package io.sluice.embedded.registry.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What a new schema of a subject must be able to do: read the data of earlier ones (backward), be read by them (forward),
 * both, or neither; with the latest one, or, transitive, with all.
 */
public enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOlder;
    private final boolean readByOlder;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOlder, boolean readByOlder, boolean transitive) {
        this.readsOlder = readsOlder;
        this.readByOlder = readByOlder;
        this.transitive = transitive;
    }

    /** Reads a name in any case, or refuses with 42203. */
    public static CompatibilityLevel parse(String name) {
        for (CompatibilityLevel level : values()) {
            if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        throw new RegistryException(
                42203,
                "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
                        + "forward_transitive, and full_transitive; not " + name);
    }

    /** Why {@code proposed} breaks this level: nothing when it keeps it. {@code earlier} has the latest one last. */
    List<String> problems(Schema proposed, List<SchemaVersion> earlier) {
        int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
        List<String> problems = new ArrayList<>();
        for (SchemaVersion version : earlier.subList(first, earlier.size())) {
            Schema older = AvroSchemas.parse(version.schema());
            if (readsOlder) {
                problems.addAll(unreadable(proposed, older, "new schema cannot read version " + version.version()));
            }
            if (readByOlder) {
                problems.addAll(unreadable(older, proposed, "version " + version.version() + " cannot read it"));
            }
        }
        return problems;
    }

    private static List<String> unreadable(Schema reader, Schema writer, String who) {
        List<String> problems = new ArrayList<>();
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        for (Incompatibility found : result.getIncompatibilities()) {
            problems.add(who + ": " + found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")");
        }
        return problems;
    }
}
