package io.sluice.embedded.registry.catalog;

/**
 * A schema as a version of a subject.
 *
 * @param version from 1, counted by subject
 * @param id from 1, the same for one schema text in all subjects
 * @param schema Avro's own canonical text of it
 * @param deleted hidden, but still there for those who know its id
 */
public record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
