package io.sluice.core.meter;

/** A quota as it is declared, and as it is told where that is less. */
final class Quota {
    private final long declared;
    private long units;

    Quota(long declared) {
        this.declared = declared;
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
        units = Math.min(declared, saved);
    }

    boolean asDeclared() {
        return units == declared;
    }

    void hear(Word word) {
        if (word.quota().isPresent()) {
            units = Math.min(declared, word.quota().getAsLong());
        }
    }

    /** Units that must be free before a call of that cost may leave: at most everything. */
    long needed(long cost) {
        return Math.min(cost, units);
    }

    /** What a call of that cost takes. It does not depend on what was told, so it is the same after a restart. */
    long taken(long cost) {
        return Math.min(cost, declared);
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
