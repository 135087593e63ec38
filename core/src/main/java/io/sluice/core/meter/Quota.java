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

    void units(long restored) {
        units = Math.min(declared, restored);
    }

    void hear(Word word) {
        word.quota().ifPresent(told -> units = Math.min(declared, told));
    }

    /** What a call of that cost takes: at most everything. */
    long taken(long cost) {
        return Math.min(cost, units);
    }

    /** Units that the word says are used beyond those that we know of: foreign spenders. */
    long foreign(Word word, long known) {
        return word.remaining().isPresent()
                ? Math.max(0, units - word.remaining().getAsLong() - known)
                : 0;
    }
}
