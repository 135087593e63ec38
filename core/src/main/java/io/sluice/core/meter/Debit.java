package io.sluice.core.meter;

public final class Debit {
    private final long cost;

    public Debit(long cost, long notBefore) {
        this.cost = cost;
    }

    public long cost() {
        return cost;
    }
}
