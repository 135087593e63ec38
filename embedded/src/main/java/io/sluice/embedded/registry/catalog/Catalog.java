package io.sluice.embedded.registry.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The registry's rules: each command is checked against the state, written to the journal, and then so. */
public final class Catalog implements Closeable {
    private static final int STORE_ERROR = 50001;

    private final CatalogState state = new CatalogState();
    private final Journal journal;

    private Catalog() {
        journal = Journal.none();
    }

    private Catalog(Path file) throws IOException {
        journal = JournalFile.open(file, event -> event.applyTo(state));
    }

    /** A catalog that is forgotten with the process. */
    public static Catalog inMemory() {
        return new Catalog();
    }

    /** A catalog kept in a file, with what the file holds. */
    public static Catalog in(Path file) throws IOException {
        return new Catalog(file);
    }

    public CatalogState state() {
        return state;
    }

    /** Makes the schema a version of the subject, if it is not one yet, and answers its id, which may be asked for where nothing may be changed. */
    public int register(String subject, String text) {
        requireName(subject);
        Schema schema = AvroSchemas.parse(text);
        Optional<SchemaVersion> known = find(subject, schema, Deleted.HIDDEN);
        if (known.isPresent()) {
            return known.get().id();
        }
        requireWritable(subject);
        List<String> problems = problems(subject, schema, live(subject));
        if (!problems.isEmpty()) {
            throw RegistryException.incompatible(subject, problems);
        }
        int id = state.idFor(schema.toString());
        record(new Event.Registered(subject, nextVersion(subject), id, schema.toString()));
        return id;
    }

    /** The version that the schema is of the subject, or refuses with 40401 or 40403. */
    public SchemaVersion lookup(String subject, String text, Deleted deleted) {
        if (state.versions(subject, deleted).isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return find(subject, AvroSchemas.parse(text), deleted).orElseThrow(RegistryException::schemaNotFound);
    }

    /** Why the schema could not be registered; nothing when it could. */
    public List<String> problems(String subject, String text) {
        return problems(subject, AvroSchemas.parse(text), live(subject));
    }

    /** Why the schema does not go with one version; nothing when it does, or when there is no latest one yet. */
    public List<String> problems(String subject, String text, VersionRef version) {
        Schema schema = AvroSchemas.parse(text);
        if (version.isLatest() && live(subject).isEmpty()) {
            return List.of();
        }
        return problems(subject, schema, List.of(state.version(subject, version, Deleted.HIDDEN)));
    }

    /** Hides a version, or forgets a hidden one for ever, and answers its number. */
    public int deleteVersion(String subject, VersionRef ref, boolean permanent) {
        requireWritable(subject);
        boolean latestOfLive = ref.isLatest() && !permanent;
        SchemaVersion version = state.version(subject, ref, latestOfLive ? Deleted.HIDDEN : Deleted.SHOWN);
        String what = "Subject '" + subject + "' Version " + ref;
        if (!permanent && version.deleted()) {
            throw RegistryException.alreadyDeleted(40406, what);
        }
        if (permanent && !version.deleted()) {
            throw RegistryException.notYetDeleted(40407, what);
        }
        int number = version.version();
        record(permanent ? new Event.VersionErased(subject, number) : new Event.VersionDeleted(subject, number));
        return number;
    }

    /** Hides all versions of a subject, or forgets them for ever once hidden, and answers their numbers. */
    public List<Integer> deleteSubject(String subject, boolean permanent) {
        requireWritable(subject);
        NavigableMap<Integer, SchemaVersion> all = state.versions(subject, Deleted.SHOWN);
        List<Integer> live = live(subject).stream().map(SchemaVersion::version).toList();
        String what = "Subject '" + subject + "'";
        if (all.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        if (!permanent && live.isEmpty()) {
            throw RegistryException.alreadyDeleted(40404, what);
        }
        if (permanent && !live.isEmpty()) {
            throw RegistryException.notYetDeleted(40405, what);
        }
        record(permanent ? new Event.SubjectErased(subject) : new Event.SubjectDeleted(subject));
        return permanent ? List.copyOf(all.keySet()) : live;
    }

    /** Sets the level of a subject, or of all; unsets it when null. */
    public void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        requireWritable(subject);
        record(new Event.LevelChanged(subject, level));
    }

    /** Sets the mode of a subject, or of all; unsets it when null. */
    public void setMode(@Nullable String subject, @Nullable Mode mode) {
        record(new Event.ModeChanged(subject, mode));
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private List<String> problems(String subject, Schema schema, List<SchemaVersion> earlier) {
        return state.levels().inScope(subject).problems(schema, earlier);
    }

    private Optional<SchemaVersion> find(String subject, Schema schema, Deleted deleted) {
        String text = schema.toString();
        return state.versions(subject, deleted).descendingMap().values().stream()
                .filter(version -> version.schema().equals(text))
                .findFirst();
    }

    private List<SchemaVersion> live(String subject) {
        return List.copyOf(state.versions(subject, Deleted.HIDDEN).values());
    }

    private int nextVersion(String subject) {
        NavigableMap<Integer, SchemaVersion> all = state.versions(subject, Deleted.SHOWN);
        return all.isEmpty() ? 1 : all.lastKey() + 1;
    }

    private static void requireName(String subject) {
        if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
            throw new RegistryException(42208, "The specified subject '" + subject + "' is not a valid subject.");
        }
    }

    private void requireWritable(@Nullable String subject) {
        Mode mode = state.modes().global();
        if (subject != null && mode != Mode.READONLY_OVERRIDE) {
            mode = state.modes().inScope(subject);
        }
        if (mode != Mode.READWRITE) {
            throw RegistryException.readOnly(subject);
        }
    }

    private void record(Event event) {
        try {
            journal.append(event);
        } catch (IOException e) {
            throw new RegistryException(STORE_ERROR, "The registry's file cannot be written: " + e.getMessage());
        }
        event.applyTo(state);
    }
}
