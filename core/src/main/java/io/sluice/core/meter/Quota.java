package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;

/** The part of a quota that is for us, as it is declared, and as it is told where that is less. */
final class Quota {
    private final long declared;
    private final boolean told;
    private final int usePercent;
    private final long most;
    private long units;

    Quota(Limit limit) {
        this.declared = limit.usable();
        this.told = limit.told();
        this.usePercent = limit.usePercent();
        this.most = limit.window() instanceof Window.Bucket bucket ? bucket.most() : Long.MAX_VALUE;
        this.units = declared;
    }

    long units() {
        return units;
    }

    /** What is told; {@link Meter#UNKNOWN} where it is as declared, so that it is what a changed file declares. */
    long save() {
        return asDeclared() ? Meter.UNKNOWN : units;
    }

    void restore(long saved) {
        units = told && saved != Meter.UNKNOWN ? Math.min(most, saved) : Math.min(declared, saved);
    }

    boolean asDeclared() {
        return units == declared;
    }

    /** Whether the provider alone knows it, and has told none, or one that is the same as none. */
    boolean isUnknown() {
        return told && asDeclared();
    }

    /** Whether it is what was told last, be that more or less than before. */
    boolean isTold() {
        return told;
    }

    void hear(Word word) {
        if (word.quota().isPresent()) {
            long usable = Math.min(most, Limit.usable(word.quota().getAsLong(), usePercent));
            units = told ? usable : Math.min(declared, usable);
        }
    }

    /** Units that must be free before a call of that cost may leave: at most everything. */
    long needed(long cost) {
        return Math.min(cost, units);
    }

    /** What a call of that cost takes. It does not depend on what was told, so it is the same after a restart. */
    long taken(long cost) {
        return told ? cost : Math.min(cost, declared);
    }

    /** Units that the word says are used beyond those of ours that it can have counted: foreign spenders. */
    long foreign(Word word, long ours) {
        if (word.remaining().isEmpty()) {
            return 0;
        }
        long used = word.quota().orElse(units) - word.remaining().getAsLong();
        return Math.max(0, Math.min(used, units) - ours);
    }
}
