package io.sluice.core.meter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Calls from before a restart that have not been put where they belong. */
final class Resumed {
    private final List<Debit> all = new ArrayList<>();

    void add(Debit debit) {
        all.add(debit);
    }

    /** Takes them off, those that leave first before the others. */
    List<Debit> take() {
        if (all.isEmpty()) {
            return List.of();
        }
        all.sort(Comparator.comparingLong(Debit::notBefore));
        List<Debit> taken = List.copyOf(all);
        all.clear();
        return taken;
    }
}
