package io.sluice.core.simulation;

import java.util.List;

/**
 * A fault planted into a copy of the core.
 *
 * @param file its source, below {@code io/sluice/core}
 */
record Mutant(String name, String file, List<Edit> edits) {
    /** Text that stands once in the file, and what it becomes. */
    record Edit(String from, String to) {}

    static Mutant of(String name, String file, String from, String to) {
        return new Mutant(name, file, List.of(new Edit(from, to)));
    }

    /** The source with the fault. */
    String plant(String source) {
        String changed = source;
        for (Edit edit : edits) {
            int at = changed.indexOf(edit.from());
            if (at < 0 || changed.indexOf(edit.from(), at + 1) >= 0) {
                throw new IllegalStateException(
                        "mutant '" + name + "': this does not stand once in " + file + ": " + edit.from());
            }
            changed = changed.replace(edit.from(), edit.to());
        }
        return changed;
    }

    @Override
    public String toString() {
        return name;
    }
}
