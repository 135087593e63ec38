package io.sluice.core.provider;

import java.util.Optional;

/**
 * How a refusal of one kind closes a door.
 *
 * @param scope what it closes; empty: what the defaults close
 * @param leastMillis it closes for at least so long, whatever is told
 * @param firstMillis how long the first refusal in a row closes it where nothing is told
 * @param factor by which each further refusal in a row makes that longer; at least 1
 * @param mostMillis no longer than this, unless a longer time is told
 */
public record HoldRule(Optional<Scope> scope, long leastMillis, long firstMillis, int factor, long mostMillis) {
    private static final long DAY = 86_400_000L;
    private static final long HOUR = 3_600_000L;
    private static final long FIVE_MINUTES = 300_000L;

    /** The defaults' scope; 1 s, doubled by each refusal in a row up to a day. */
    public static final HoldRule DEFAULT = new HoldRule(Optional.empty(), 0, 1_000, 2, DAY);

    /** The same of what waiting a window does not cure: an hour. */
    public static final HoldRule EXHAUSTED = new HoldRule(Optional.empty(), 0, HOUR, 2, DAY);

    /** The same of trouble that is over when it is over, whoever stays away: five minutes at most, as requests back off. */
    public static final HoldRule TROUBLE = new HoldRule(Optional.empty(), 0, 1_000, 2, FIVE_MINUTES);

    /** Throws {@link IllegalArgumentException} where a number is too small. */
    public HoldRule {
        if (leastMillis < 0 || firstMillis < 1 || factor < 1 || mostMillis < firstMillis) {
            throw new IllegalArgumentException("a hold of at least " + leastMillis + " ms, first " + firstMillis
                    + " ms, times " + factor + ", at most " + mostMillis + " ms");
        }
    }

    /**
     * Epoch ms until which a refusal closes a door, after so many in a row with it.
     *
     * @param told epoch ms until which to stay away, as the provider says; 0 if it does not
     */
    public long until(long told, int refusals, long now) {
        boolean toldAtFirst = refusals == 1 && told > now;
        return Math.max(told, now + (toldAtFirst ? leastMillis : grown(refusals)));
    }

    /** How long the given number of refusals in a row closes a door where nothing is told; in ms. */
    public long grown(int refusals) {
        return Math.max(leastMillis, new Backoff(firstMillis, factor, mostMillis).ceilingMillis(refusals));
    }
}
