package io.sluice.core.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

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

    /**
     * What it makes fail first in worlds of some kind, which have a method {@code run(seed)}; empty if nothing.
     *
     * @param seeds how many of them are run
     * @param sound runs such a world without the fault, where it must not fail
     */
    Optional<String> found(Class<?> world, long seeds, LongConsumer sound) throws ReflectiveOperationException {
        Method run = new Nursery(this).loadClass(world.getName()).getDeclaredMethod("run", long.class);
        run.setAccessible(true);
        for (long seed = 0; seed < seeds; seed++) {
            try {
                run.invoke(null, seed);
            } catch (InvocationTargetException e) {
                sound.accept(seed);
                return Optional.of("seed " + seed + ": " + e.getCause());
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
