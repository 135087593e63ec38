package io.sluice.embedded.registry.catalog;

/** Which versions a query sees: those that are not deleted, all of them, or the deleted ones. */
public enum Deleted {
    HIDDEN,
    SHOWN,
    ONLY;

    boolean sees(SchemaVersion version) {
        return this == SHOWN || version.deleted() == (this == ONLY);
    }
}
