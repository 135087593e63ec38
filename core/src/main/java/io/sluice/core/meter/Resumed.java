package io.sluice.core.meter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls from before a restart that have not been put where they belong. */
final class Resumed {
    private final List<Debit> all = new ArrayList<>();
    private boolean sorted = true;

    void add(Debit debit) {
        all.add(debit);
        sorted = false;
    }

    /** Takes the one off that leaves first; null where none is left. */
    @Nullable
    Debit next() {
        if (!sorted) {
            all.sort(Comparator.comparingLong(Debit::notBefore).reversed());
            sorted = true;
        }
        return all.isEmpty() ? null : all.remove(all.size() - 1);
    }
}
