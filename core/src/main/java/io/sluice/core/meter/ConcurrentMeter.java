package io.sluice.core.meter;

import org.jspecify.annotations.Nullable;

/**
 * Calls at the same time. A call counts from its decision until its outcome.
 *
 * <p>A call that comes after another one takes that one's place, and so nothing more: it must not leave before the other has been
 * answered. After a restart each has a place of its own.
 *
 * <p>A word tells the quota only: what others have in flight ends at an instant that nobody tells.
 */
final class ConcurrentMeter implements Meter {
    private final Quota quota;
    private final AnswerTime answers = new AnswerTime();
    private final Places succeeded = new Places();

    private long units;
    /** When a quota was told last, epoch ms. */
    private long toldAt;

    ConcurrentMeter(Quota quota) {
        this.quota = quota;
    }

    @Override
    public long freeAt(long cost, long at) {
        return units + quota.needed(cost) <= quota.units() ? at : UNKNOWN;
    }

    @Override
    public @Nullable Debit predecessor(long cost) {
        long mostAfter = mostAfter();
        Place first;
        while (mostAfter > 0 && (first = succeeded.first()) != null) {
            if (first.isOpen(mostAfter)) {
                boolean fits = quota.taken(cost) == first.units && units <= quota.units();
                return fits ? first.last() : null;
            }
            succeeded.remove(first);
        }
        return null;
    }

    @Override
    public long patience(Debit predecessor) {
        return AnswerTime.AHEAD_MILLIS + 2 * answers.of(place(predecessor).calls());
    }

    /** How many calls may come after one: at least one where answers take no longer than that. */
    private long mostAfter() {
        return answers.isShort() ? Math.max(1, answers.ahead(1)) : 0;
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        units += debit.taken;
        Place place = succeeded.take(debit.taken);
        place.add(debit);
        succeed(place);
    }

    @Override
    public void spendAfter(Debit predecessor, Debit debit) {
        Place place = place(predecessor);
        if (place.last() != predecessor) {
            throw new IllegalStateException("one call can come after another");
        }
        debit.taken = place.units;
        place.add(debit);
        succeeded.remove(place);
        succeed(place);
    }

    /** Lists a place, also before it is known how long answers take. */
    private void succeed(Place place) {
        if (place.isOpen(Math.max(1, mostAfter()))) {
            succeeded.add(place);
        }
    }

    @Override
    public void settle(Debit debit, long taken, long sentAt, long answeredAt) {
        answers.took(sentAt, answeredAt);
        leave(debit);
    }

    @Override
    public void giveBack(Debit debit) {
        place(debit).forsaken = true;
        leave(debit);
    }

    private void leave(Debit debit) {
        Place place = place(debit);
        place.remove(debit);
        if (place.isFree()) {
            units -= place.units;
            succeeded.release(place);
        } else {
            succeed(place);
        }
    }

    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        quota.hear(word);
        toldAt = Math.max(toldAt, answeredAt);
    }

    @Override
    public long used(long now) {
        return units;
    }

    @Override
    public long inFlight() {
        return units;
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        return UNKNOWN;
    }

    @Override
    public boolean idle(long now) {
        return units == 0 && quota.isForgettable(toldAt, now);
    }

    @Override
    public long[] save() {
        return new long[] {Saved.CONCURRENT, quota.save(), quota.asDeclared() ? 0 : toldAt};
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.CONCURRENT, 3, 0);
        quota.restore(saved[1]);
        toldAt = saved[2];
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    private static Place place(Debit debit) {
        if (debit.place == null) {
            throw new IllegalStateException("a debit can be settled or given back only once");
        }
        return debit.place;
    }
}
