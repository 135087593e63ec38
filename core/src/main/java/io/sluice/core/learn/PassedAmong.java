package io.sluice.core.learn;

/** How many calls passed among how many that were in flight at the same time, themselves included. */
final class PassedAmong {
    private static final int MOST = 64;

    private final int[] byCrowd = new int[MOST + 1];

    void add(int inFlight) {
        byCrowd[Math.max(0, Math.min(inFlight, MOST))]++;
    }

    /** The calls that passed among at least so many in flight. */
    int atLeast(int inFlight) {
        int passed = 0;
        for (int i = Math.min(inFlight, MOST); i <= MOST; i++) {
            passed += byCrowd[i];
        }
        return passed;
    }
}
