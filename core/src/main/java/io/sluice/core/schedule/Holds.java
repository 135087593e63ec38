package io.sluice.core.schedule;

/** How long a scope key stays closed when nobody says. */
final class Holds {
    static final long DAY = 86_400_000L;
    private static final long FIRST = 1_000;

    private Holds() {}

    /** The hold after the given number of refusals in a row: 1 s, doubled each time, at most a day; in ms. */
    static long grown(int refusals) {
        int doublings = Math.min(refusals - 1, 30);
        return Math.min(FIRST << Math.max(0, doublings), DAY);
    }
}
