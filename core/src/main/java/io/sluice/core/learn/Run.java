package io.sluice.core.learn;

/**
 * The calls of one scope key between two refusals. A run ends at the first refusal, the wall; then nothing goes until an
 * instant, and from then on one call at a time, until one passes and opens the next run.
 */
final class Run {
    private PassedAmong passed = new PassedAmong();
    private long count;
    private long openedFrom;
    private long openedAt;
    private long lastAt;
    private long total;
    private boolean shut;
    private long shutUntil;
    /** Calls that have left until now, and until the last wall was heard of, of which those could not know. */
    private long departed;

    private long unaware;

    /** Epoch ms before which its first call did not leave. */
    long openedFrom() {
        return openedFrom;
    }

    /** Epoch ms of the answer of its first call. */
    long openedAt() {
        return openedAt;
    }

    /** Epoch ms of the answer of its last call. */
    long lastAt() {
        return lastAt;
    }

    /** Calls that passed in it. */
    long count() {
        return count;
    }

    /** Calls that passed in all runs. */
    long total() {
        return total;
    }

    boolean isShut() {
        return shut;
    }

    long shutUntil() {
        return shutUntil;
    }

    /** An outcome was heard of after so many calls had left. */
    void hears(long departed) {
        this.departed = departed;
    }

    /** Whether a call left before the last wall was heard of. */
    boolean beforeWall(Departure departure) {
        return departure.number() <= unaware;
    }

    /** Calls that passed since the last wall. */
    PassedAmong passed() {
        return passed;
    }

    void pass(long sentAt, long answeredAt, int inFlight) {
        if (count == 0) {
            openedFrom = sentAt;
            openedAt = answeredAt;
        }
        lastAt = count == 0 ? answeredAt : Math.max(lastAt, answeredAt);
        count++;
        total++;
        passed.add(inFlight);
    }

    /** A refusal was heard of; calls that left before it was are not looked at. */
    void wall() {
        unaware = departed;
        passed = new PassedAmong();
    }

    /** Nothing goes until an instant. */
    void shut(long until) {
        shut = true;
        shutUntil = until;
        unaware = departed;
    }

    /** The first call passed again. */
    void reopen(long sentAt, long answeredAt, int inFlight) {
        shut = false;
        count = 0;
        pass(sentAt, answeredAt, inFlight);
    }
}
