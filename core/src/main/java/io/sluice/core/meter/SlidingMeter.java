package io.sluice.core.meter;

/**
 * A sliding window: a slot is free one window after the answer of the call that took it, the latest instant at which it
 * can have arrived.
 *
 * <p>Answers are kept in a ring of runs. Answers within 1/256 of a window share a run and count as if they had come
 * with the last of them, which errs to the safe side.
 */
final class SlidingMeter implements Meter {
    private static final int RUNS = 256;

    private final long per;
    private final long grain;
    private final Quota quota;
    private final long[] answeredAt = new long[RUNS];
    private final long[] units = new long[RUNS];
    private int first;
    private int runs;
    private long counted;
    private long inFlight;

    SlidingMeter(long quota, long perMillis) {
        this.per = perMillis;
        this.grain = perMillis / (RUNS - 2);
        this.quota = new Quota(quota);
    }

    @Override
    public long freeAt(long cost, long at) {
        long excess = counted + inFlight + quota.taken(cost) - quota.units();
        long free = at;
        for (int i = 0; i < runs; i++) {
            int run = (first + i) % RUNS;
            boolean over = answeredAt[run] + per <= at;
            if (excess <= 0 && !over) {
                break;
            }
            excess -= units[run];
            free = Math.max(free, answeredAt[run] + per);
        }
        return excess <= 0 ? free : UNKNOWN;
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        inFlight += debit.taken;
    }

    @Override
    public void settle(Debit debit, long sentAt, long answered) {
        inFlight -= debit.taken;
        add(answered, debit.taken);
    }

    @Override
    public void giveBack(Debit debit) {
        inFlight -= debit.taken;
    }

    @Override
    public void hear(Word word, Debit debit, long answered) {
        quota.hear(word);
        forget(answered);
        add(answered, quota.foreign(word, counted + inFlight));
    }

    @Override
    public long used(long now) {
        long over = 0;
        for (int i = 0; i < runs; i++) {
            int run = (first + i) % RUNS;
            over += answeredAt[run] + per <= now ? units[run] : 0;
        }
        return counted - over + inFlight;
    }

    @Override
    public long inFlight() {
        return inFlight;
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        return runs == 0 ? UNKNOWN : Math.max(now, answeredAt[first] + per);
    }

    @Override
    public long[] save() {
        long[] saved = new long[1 + 2 * runs];
        saved[0] = quota.units();
        for (int i = 0; i < runs; i++) {
            saved[1 + 2 * i] = answeredAt[(first + i) % RUNS];
            saved[2 + 2 * i] = units[(first + i) % RUNS];
        }
        return saved;
    }

    @Override
    public void restore(long[] saved) {
        quota.units(saved[0]);
        for (int i = 1; i + 1 < saved.length; i += 2) {
            append(saved[i], saved[i + 1]);
        }
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    private void add(long answered, long taken) {
        if (taken == 0) {
            return;
        }
        forget(answered);
        int last = (first + runs - 1) % RUNS;
        boolean joins = runs > 0 && answered - answeredAt[last] <= grain;
        if (joins && (answered <= answeredAt[last] || answered - startOf(last) <= grain)) {
            answeredAt[last] = Math.max(answeredAt[last], answered);
            units[last] += taken;
            counted += taken;
        } else {
            append(answered, taken);
        }
    }

    /** A run begins where its multiple of the grain begins, so that a steady trickle cannot prolong it for ever. */
    private long startOf(int run) {
        return grain == 0 ? answeredAt[run] : Math.floorDiv(answeredAt[run], grain) * grain;
    }

    private void append(long answered, long taken) {
        if (runs == RUNS) {
            answeredAt[(first + runs - 1) % RUNS] = answered;
            units[(first + runs - 1) % RUNS] += taken;
        } else {
            answeredAt[(first + runs) % RUNS] = answered;
            units[(first + runs) % RUNS] = taken;
            runs++;
        }
        counted += taken;
    }

    private void forget(long now) {
        while (runs > 0 && answeredAt[first] + per <= now) {
            counted -= units[first];
            first = (first + 1) % RUNS;
            runs--;
        }
    }
}
