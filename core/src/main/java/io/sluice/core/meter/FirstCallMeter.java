package io.sluice.core.meter;

/**
 * A window of fixed length that the first call opens.
 *
 * <p>Nobody says when it opened, so its end is an interval, {@link WindowEnd}. A call that was answered before that
 * interval is in this window, one that leaves after it in the next; any other is counted in both: when the window turns,
 * at the end of the interval, it is <em>carried</em>.
 *
 * <p>Why no window of the provider holds more than the quota: a call that leaves at or after the turn is in none that
 * began before lo + W, and of the calls before it only those that were answered before lo + W are not counted with it.
 * Where no call is surely in the window, all calls have arrived by the latest answer h of a carried one, and whatever
 * they opened is over at h + W. A carried call that turns out to have been answered before its window's end is taken off
 * the next one. Whatever was answered by a is over at a + W, wherever it was counted: lost calls hold their own slots only.
 */
final class FirstCallMeter implements Meter {
    private static final long NONE = Long.MIN_VALUE;
    private static final int FIXED = 8 + WindowEnd.FIELDS;

    private final long per;
    private final Quota quota;
    private final Flying flying = new Flying();
    private final WindowEnd end;
    /** Calls of this window that may be in the next. */
    private final LateCalls late = new LateCalls();

    private final Resumed resumed = new Resumed();
    private boolean open;
    /** The last turn: calls that leave before it are carried, others are surely in the window. */
    private long turned = NONE;
    /** The earliest instant at which the window before can have ended. */
    private long edge = NONE;
    /** Units of calls that are in this window only, and of foreign spenders. */
    private long settled;
    /** Latest answer of a carried call that is counted here, or of one that told of others; {@link #NONE} if there is none. */
    private long lastCarried = NONE;
    /** Units of carried calls in flight. */
    private long carriedFlying;
    /** Units that were in flight when this was saved, while not all of them are back. */
    private long awaited;

    FirstCallMeter(Quota quota, long perMillis) {
        this.per = perMillis;
        this.quota = quota;
        this.end = new WindowEnd(perMillis, quota.isTold());
    }

    @Override
    public long freeAt(long cost, long at) {
        rejoin();
        long needed = quota.needed(cost);
        long from = Math.max(at, turned);
        long turn = turn();
        if (!open || (from < turn && settled + late.units() + flying.units() + needed <= quota.units())) {
            return from;
        }
        if (turn == UNKNOWN) {
            return UNKNOWN;
        }
        from = Math.max(from, turn);
        if (carriedAtTurn() + needed <= quota.units()) {
            return from;
        }
        return flying.units() + needed <= quota.units() ? Math.max(from, late.latestAnswer() + per) : UNKNOWN;
    }

    @Override
    public void spend(Debit debit) {
        rejoin();
        debit.taken = quota.taken(debit.cost());
        enter(debit);
    }

    @Override
    public void settle(Debit debit, long units, long sentAt, long answeredAt) {
        landed(debit, units, sentAt, answeredAt, true);
    }

    @Override
    public void lose(Debit debit, long sentAt, long by) {
        landed(debit, debit.taken, sentAt, by, false);
    }

    private void landed(Debit debit, long units, long sentAt, long answeredAt, boolean happened) {
        rejoin();
        boolean carried = land(debit);
        if (carried && answeredAt < edge) {
            closeIfEmpty();
            return;
        }
        // A call that may not have happened may not have opened the window.
        if (carried || !happened) {
            lastCarried = Math.max(lastCarried, answeredAt);
        } else {
            end.answeredSurelyHere(answeredAt);
        }
        if (answeredAt < end.earliest()) {
            settled += units;
        } else {
            late.add(sentAt, answeredAt, units);
        }
    }

    @Override
    public void giveBack(Debit debit) {
        rejoin();
        land(debit);
        closeIfEmpty();
    }

    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        rejoin();
        if (!open) {
            quota.hear(word);
            mayBeOpenedByOthers(word, sentAt, answeredAt);
        }
        if (open && !carried(debit) && answeredAt < end.earliest()) {
            quota.hear(word);
            long foreign = quota.foreign(word, settled + late.units() + flying.unitsBy(answeredAt));
            settled += foreign;
            end.hear(word, sentAt, answeredAt);
            if (foreign > 0) {
                lastCarried = end.known() ? lastCarried : Math.max(lastCarried, answeredAt);
                end.mayBeOpenedByOthers(word, answeredAt);
            }
        }
    }

    /** Where a window runs in which no call of ours is, all that is known of it is what was told. */
    private void mayBeOpenedByOthers(Word word, long sentAt, long answeredAt) {
        long used = quota.foreign(word, 0);
        if (used > 0 && end.runs(word, turned, sentAt, answeredAt)) {
            open = true;
            reset();
            end.openedByOthers(word, sentAt, answeredAt);
            settled = used;
        }
    }

    @Override
    public long used(long now) {
        rejoin();
        return now < turn() ? settled + late.units() + flying.units() : carriedAtTurn();
    }

    @Override
    public long inFlight() {
        rejoin();
        return flying.units();
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        return open(now) ? turn() : UNKNOWN;
    }

    @Override
    public boolean open(long now) {
        rejoin();
        return open && now < turn();
    }

    @Override
    public boolean idle(long now) {
        rejoin();
        long over = Math.max(turned, open ? Math.max(turn(), late.latestAnswer() + per) : NONE);
        return flying.isEmpty() && now >= over && quota.isForgettable(over, now);
    }

    @Override
    public long[] save() {
        rejoin();
        long[] saved = new long[FIXED + late.length()];
        long[] own = {Saved.FIRST_CALL, quota.save(), open ? 1 : 0, turned, edge, settled, lastCarried, flying.units()};
        System.arraycopy(own, 0, saved, 0, own.length);
        end.save(saved, own.length);
        late.save(saved, FIXED);
        return saved;
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.FIRST_CALL, FIXED, LateCalls.FIELDS);
        quota.restore(saved[1]);
        turned = saved[3];
        edge = saved[4];
        settled = saved[5];
        lastCarried = saved[6];
        awaited = saved[7];
        end.restore(saved, 8);
        open = saved[2] == 1 && (end.known() || lastCarried != NONE || awaited > 0);
        for (int i = FIXED; i < saved.length; i += LateCalls.FIELDS) {
            late.add(saved[i], saved[i + 1], saved[i + 2]);
        }
    }

    @Override
    public void resume(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        resumed.add(debit);
    }

    /**
     * Puts calls from before a restart where they belong, oldest first. Since a save only spending can have happened, so
     * those that leave after the last turn come as they did then; those that leave before it are carried.
     */
    private void rejoin() {
        for (Debit debit = resumed.next(); debit != null; debit = resumed.next()) {
            if (carried(debit)) {
                flying.add(debit);
                carriedFlying += debit.taken;
            } else {
                enter(debit);
            }
        }
        awaited = 0;
    }

    private void enter(Debit debit) {
        while (open && debit.notBefore() >= turn()) {
            turnOver(debit.notBefore());
        }
        if (!open) {
            open = true;
            reset();
        }
        end.leavesSurelyHere(debit.notBefore());
        flying.add(debit);
    }

    /** The instant at which the window has surely ended; {@link #UNKNOWN} while no answer tells. */
    private long turn() {
        return allOver() ? lastCarried + per : end.latest();
    }

    /** Whether no call is surely in the window, and none that may be is in flight: at the turn all are gone. */
    private boolean allOver() {
        return !end.known() && lastCarried != NONE && flying.isEmpty() && awaited == 0;
    }

    /**
     * Begins the next window.
     *
     * @param leaves when the call leaves that needs it, epoch ms
     */
    private void turnOver(long leaves) {
        long answeredAreOver = late.latestAnswer() + per;
        boolean noneIsLate = allOver() || leaves >= answeredAreOver;
        turned = noneIsLate ? Math.max(turn(), answeredAreOver) : turn();
        edge = end.earliest();
        late.forgetBefore(noneIsLate ? UNKNOWN : edge);
        reset();
        open = !flying.isEmpty() || late.units() > 0;
        if (open) {
            carriedFlying = flying.unitsBefore(turned);
            end.leavesSurelyHere(flying.earliestFrom(turned));
            if (carriedFlying + late.units() > 0) {
                end.mayHaveOpened(Math.max(edge, Math.min(flying.earliestFrom(NONE), late.earliestSent())));
            }
            lastCarried = late.latestAnswer();
        }
    }

    private void reset() {
        settled = 0;
        lastCarried = NONE;
        carriedFlying = 0;
        end.clear();
    }

    /** Takes a call off those in flight; returns whether it was carried. */
    private boolean land(Debit debit) {
        flying.remove(debit);
        carriedFlying -= carried(debit) ? debit.taken : 0;
        return carried(debit);
    }

    private boolean carried(Debit debit) {
        return debit.notBefore() < turned;
    }

    private void closeIfEmpty() {
        if (settled + late.units() + flying.units() == 0) {
            open = false;
        } else if (carriedFlying == 0 && lastCarried == NONE) {
            end.nobodyCarried();
        }
    }

    /** Units that the next window begins with. */
    private long carriedAtTurn() {
        return !open || allOver() ? 0 : flying.units() + late.unitsFrom(end.earliest());
    }
}
