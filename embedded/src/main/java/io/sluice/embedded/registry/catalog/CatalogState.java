package io.sluice.embedded.registry.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a registry knows, and the questions it answers. Changed by events alone. */
public final class CatalogState {
    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, String> textById = new HashMap<>();
    private final Map<String, Integer> idByText = new HashMap<>();
    private final Setting<CompatibilityLevel> levels = new Setting<>(CompatibilityLevel.BACKWARD);
    private final Setting<Mode> modes = new Setting<>(Mode.READWRITE);
    private int lastId;

    CatalogState() {}

    public Setting<CompatibilityLevel> levels() {
        return levels;
    }

    public Setting<Mode> modes() {
        return modes;
    }

    /** All versions, by subject and number. */
    public Stream<SchemaVersion> all(Deleted deleted) {
        return subjects.values().stream()
                .map(NavigableMap::values)
                .flatMap(Collection::stream)
                .filter(deleted::sees);
    }

    /** The versions of a subject, a copy; empty for an unknown one. */
    public NavigableMap<Integer, SchemaVersion> versions(String subject, Deleted deleted) {
        NavigableMap<Integer, SchemaVersion> seen = new TreeMap<>(subjects.getOrDefault(subject, new TreeMap<>()));
        seen.values().removeIf(version -> !deleted.sees(version));
        return seen;
    }

    /**
     * One version of a subject.
     *
     * @throws RegistryException 40401 or 40402 where there is none
     */
    public SchemaVersion version(String subject, VersionRef version, Deleted deleted) {
        NavigableMap<Integer, SchemaVersion> seen = versions(subject, deleted);
        return version.in(seen)
                .orElseThrow(() -> seen.isEmpty()
                        ? RegistryException.subjectNotFound(subject)
                        : RegistryException.versionNotFound(version));
    }

    /**
     * The text of a schema, also when it has been deleted since, for data that was written with it.
     *
     * @throws RegistryException 40403 for an unknown id
     */
    public String schema(int id) {
        return Optional.ofNullable(textById.get(id)).orElseThrow(() -> RegistryException.idNotFound(id));
    }

    /**
     * Where a schema is used.
     *
     * @throws RegistryException 40403 for an unknown id
     */
    public List<SchemaVersion> uses(int id, Deleted deleted) {
        schema(id);
        return all(deleted).filter(version -> version.id() == id).toList();
    }

    /** The largest id that was ever given; 0 before the first. */
    public int lastId() {
        return lastId;
    }

    int idFor(String schema) {
        return idByText.getOrDefault(schema, lastId + 1);
    }

    void put(SchemaVersion version) {
        subjects.computeIfAbsent(version.subject(), subject -> new TreeMap<>()).put(version.version(), version);
        textById.put(version.id(), version.schema());
        idByText.put(version.schema(), version.id());
        lastId = Math.max(lastId, version.id());
    }

    void delete(String subject, int number) {
        subjects.getOrDefault(subject, new TreeMap<>())
                .computeIfPresent(number, (same, version) -> version.asDeleted());
    }

    /** Forgets a version, and the schema's id with its last use. */
    void erase(String subject, int number) {
        Optional.ofNullable(subjects.getOrDefault(subject, new TreeMap<>()).remove(number))
                .filter(erased -> uses(erased.id(), Deleted.SHOWN).isEmpty())
                .ifPresent(unused -> {
                    textById.remove(unused.id());
                    idByText.remove(unused.schema());
                });
        subjects.values().removeIf(NavigableMap::isEmpty);
    }
}
