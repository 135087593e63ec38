package io.sluice.core.meter;

/** What one call takes of one meter, from the decision until its outcome. */
public final class Debit {
    private final long cost;
    private final long notBefore;
    /** Units that the meter set aside for it. */
    long taken;
    /** Number of the window that it was spent in. */
    long window;
    /** Whether it is counted in two windows, since it may have arrived in either. */
    boolean carried;
    /** Of one that is counted in two windows: answered by then, it was in the first. */
    long edge;

    /**
     * @param cost budget units; at least 1
     * @param notBefore epoch ms before which the call does not leave
     */
    public Debit(long cost, long notBefore) {
        if (cost < 1) {
            throw new IllegalArgumentException("a call costs at least 1, not " + cost);
        }
        this.cost = cost;
        this.notBefore = notBefore;
    }

    public long cost() {
        return cost;
    }

    public long notBefore() {
        return notBefore;
    }
}
