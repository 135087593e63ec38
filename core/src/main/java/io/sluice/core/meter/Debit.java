package io.sluice.core.meter;

import org.jspecify.annotations.Nullable;

/** What one call takes of one meter, from the decision until its outcome. It belongs to the meter that it was spent at. */
public final class Debit {
    private final long cost;
    private final long notBefore;
    /** Units that the meter set aside for it. */
    long taken;
    /** Whether it is among the calls in flight; then the neighbours there, in the order in which they were spent. */
    boolean flying;

    @Nullable
    Debit before;

    @Nullable
    Debit after;

    /** Its room among the calls at the same time, where such are counted. */
    @Nullable
    Place place;
    /** Its neighbours there. */
    @Nullable
    Debit predecessor;

    @Nullable
    Debit successor;

    private String call = "";

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

    /** Units that the meter set aside for it. */
    public long taken() {
        return taken;
    }

    public long notBefore() {
        return notBefore;
    }

    /** Notes whose debit it is, where another call can come after that one. */
    public void madeFor(String callId) {
        if (place != null) {
            call = callId;
        }
    }

    /** Its call ended in a way after which those that come after it are not made. */
    public void forsakePlace() {
        if (place != null) {
            place.forsaken = true;
        }
    }

    /** The id of its call, where another one can come after that. */
    public String call() {
        return call;
    }
}
