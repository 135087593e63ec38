package io.sluice.core.schedule;

import io.sluice.core.provider.HoldRule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls that reach their caller too late to start. One may be; after a second one in a row the egress is held, longer with each that
 * follows. Calls that left before that were bound to be late and prove nothing new.
 */
final class Lateness {
    /** The longest hold, in ms. */
    private static final long LONGEST = 60_000;

    private static final String WHY =
            "calls reach the caller too late to start: its clock is ahead, or its load is too high";

    private final Dispatcher dispatcher;
    private final Consumer<Alert> alerts;
    private final long startMillis;
    /** By the hold of an egress. */
    private final Map<BudgetId, Late> late = new HashMap<>();

    /**
     * Late calls in a row.
     *
     * @param since epoch ms; a call that left before proves nothing
     */
    private record Late(int inRow, long since) {}

    /** @param startMillis how long calls have to start, unless something else is due before */
    Lateness(Dispatcher dispatcher, Consumer<Alert> alerts, long startMillis) {
        this.dispatcher = dispatcher;
        this.alerts = alerts;
        this.startMillis = startMillis;
    }

    /** The caller found the call too late. One that had less time than others proves nothing. */
    void late(Flight flight, long now) {
        HoldBudget hold = egressHold(flight);
        Late before = late.getOrDefault(hold.id, new Late(0, 0));
        if (!flight.call.hadTime(startMillis) || flight.call.notBefore() < before.since()) {
            return;
        }
        if (isBusyWithResumed(flight)) {
            late.put(hold.id, new Late(0, now));
            return;
        }
        int inRow = before.inRow() + 1;
        if (inRow == 1) {
            late.put(hold.id, new Late(1, 0));
            return;
        }
        long until = now + Math.min(HoldRule.DEFAULT.grown(inRow - 1), LONGEST);
        late.put(hold.id, new Late(inRow, until));
        hold.close(until, WHY);
        dispatcher.changed(hold);
        alerts.accept(
                new Alert(flight.call.provider() + '@' + flight.call.egress(), Alert.Kind.CALLER_LATE, WHY, until));
    }

    /** Whether it is now known that the caller still makes calls of before a restart (decision 0055). */
    private static boolean isBusyWithResumed(Flight flight) {
        for (Budget budget : flight.budgets) {
            if (budget instanceof ConcurrencyBudget calls && calls.countResumed()) {
                return true;
            }
        }
        return false;
    }

    /** The caller was not too late for the call: late ones are no longer in a row. Those that prove nothing still do not. */
    void inTime(Flight flight) {
        if (!late.isEmpty()) {
            late.computeIfPresent(
                    egressHold(flight).id,
                    (hold, before) -> flight.call.notBefore() < before.since() ? new Late(0, before.since()) : null);
        }
    }

    private static HoldBudget egressHold(Flight flight) {
        return flight.pending.lane.pool.state.needs.egressHold(flight.call.egress());
    }
}
