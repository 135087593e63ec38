package io.sluice.core.schedule;

/**
 * Tells a provider in trouble from a limiter, where both answer 503 and no more: a limiter lets some through now and then.
 *
 * <p>Refusals are counted in turn; one that left before the refusal before it was heard of could not know of it and does not count.
 */
final class Outage {
    private static final int IN_TURN = 3;
    /** Where no limit is known, a window may just be long, ms. */
    private static final long LONG = 60_000;

    private int inTurn;
    private long unaware;
    private long since;

    /**
     * Takes a refusal; returns whether the provider is in trouble.
     *
     * @param number of the call in the order in which calls left
     * @param departed calls that have left until now
     * @param known whether a limit was known, so that a longer wait proves trouble
     */
    boolean refuses(long number, long departed, long answeredAt, boolean known) {
        if (inTurn == 0) {
            since = answeredAt;
        }
        if (inTurn == 0 || number > unaware) {
            inTurn++;
            unaware = departed;
        }
        return inTurn >= IN_TURN && (known || answeredAt - since >= LONG);
    }

    /** Something else was answered. */
    void ends() {
        inTurn = 0;
    }
}
