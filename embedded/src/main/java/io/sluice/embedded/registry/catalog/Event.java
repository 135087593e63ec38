package io.sluice.embedded.registry.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Something that became so. The journal holds one in each line; the catalog is what all of them make of an empty one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = Event.VersionDeleted.class, name = "version-deleted"),
    @JsonSubTypes.Type(value = Event.VersionErased.class, name = "version-erased"),
    @JsonSubTypes.Type(value = Event.SubjectDeleted.class, name = "subject-deleted"),
    @JsonSubTypes.Type(value = Event.SubjectErased.class, name = "subject-erased"),
    @JsonSubTypes.Type(value = Event.LevelChanged.class, name = "level-changed"),
    @JsonSubTypes.Type(value = Event.ModeChanged.class, name = "mode-changed")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Event {

    void applyTo(CatalogState state);

    /** A schema became a version of a subject. */
    record Registered(String subject, int version, int id, String schema) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.put(new SchemaVersion(subject, version, id, schema, false));
        }
    }

    /** A version was hidden. */
    record VersionDeleted(String subject, int version) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.delete(subject, version);
        }
    }

    /** A hidden version was forgotten. */
    record VersionErased(String subject, int version) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.erase(subject, version);
        }
    }

    /** All versions of a subject were hidden, and its level and mode forgotten. */
    record SubjectDeleted(String subject) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.versions(subject, Deleted.HIDDEN).keySet().forEach(version -> state.delete(subject, version));
            state.levels().set(subject, null);
            state.modes().set(subject, null);
        }
    }

    /** All versions of a hidden subject were forgotten. */
    record SubjectErased(String subject) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.versions(subject, Deleted.SHOWN).keySet().forEach(version -> state.erase(subject, version));
        }
    }

    /** A level was set, or unset when null; of a subject, or of all without one when null. */
    record LevelChanged(@Nullable String subject, @Nullable CompatibilityLevel level) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.levels().set(subject, level);
        }
    }

    /** A mode was set, or unset when null; of a subject, or of all without one when null. */
    record ModeChanged(@Nullable String subject, @Nullable Mode mode) implements Event {
        @Override
        public void applyTo(CatalogState state) {
            state.modes().set(subject, mode);
        }
    }
}
