package io.sluice.embedded.registry.catalog;

/** Whether a subject, or all, may be changed. */
public enum Mode {
    READWRITE,
    READONLY,
    /** As a global mode: read-only, whatever the subjects' own modes are. */
    READONLY_OVERRIDE;

    /** Reads the exact name, or refuses with 42204. */
    public static Mode parse(String name) {
        for (Mode mode : values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw new RegistryException(
                42204, "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE; not " + name);
    }
}
