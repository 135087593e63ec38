package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Orders calls that come after others. Where nothing but room among the calls at the same time is missing, the place of
 * a call that ends soon is given away before it has ended: its caller begins the next one when it has the answer, which
 * saves a round through the topics.
 */
final class Successors {
    /** Queues behind one budget, and seats in them, that are looked at. */
    private static final int LOOKED_AT = 16;

    private final Flights flights;
    private final Launcher launcher;

    /** Orders a call that comes after others. */
    interface Launcher {
        void go(Lane lane, Seat seat, After after, long now);
    }

    private record Candidate(Seat seat, After after) {}

    Successors(Flights flights, Launcher launcher) {
        this.flights = flights;
        this.launcher = launcher;
    }

    /** Serves those who stand behind a budget, one of each queue in turn. */
    void serve(Budget budget, long now) {
        Queue queue = budget.nextInTurn(0);
        for (int i = 0; i < LOOKED_AT && queue != null && budget.succeeds(queue.pool.cost(), now); i++) {
            long turn = queue.turn;
            if (serveOne(queue.pool, List.of(queue), now)) {
                budget.forgets(queue);
                budget.wakes(queue);
            }
            queue = budget.nextInTurn(turn);
        }
    }

    /** Serves one request of a pool, none of whose seats is ready, with a seat out of these queues; returns whether one went. */
    boolean serveOne(Pool pool, Iterable<Queue> queues, long now) {
        Lane lane = pool.readyLanes.isEmpty() ? null : pool.readyLanes.first();
        Pending head = lane == null ? null : lane.head();
        if (lane == null || head == null || head.deadline <= now || !isFree(lane, now)) {
            return false;
        }
        Candidate best = best(lane, queues, now);
        if (best == null) {
            return false;
        }
        launcher.go(lane, best.seat, best.after, now);
        return true;
    }

    /** Adds the budgets of a call that others stand behind whose calls can come after it. */
    static void addSucceeded(Collection<Budget> to, List<Budget> budgets, Cost cost, long now) {
        for (Budget budget : budgets) {
            if (budget.blocks() && budget.succeeds(cost, now)) {
                to.add(budget);
            }
        }
    }

    private static boolean isForOlder(Budget budget, Lane lane) {
        Claim large = budget.oldestLarge();
        return large != null && large.ticket() < lane.ticket();
    }

    private static boolean isFree(Lane lane, long now) {
        return lane.budgets.stream().allMatch(budget -> budget.freeFor(lane, now) <= now);
    }

    private @Nullable Candidate best(Lane lane, Iterable<Queue> queues, long now) {
        List<Candidate> found = new ArrayList<>();
        int looks = LOOKED_AT;
        for (Queue queue : queues) {
            if (looks-- <= 0) {
                break;
            }
            if (queue.budget.succeeds(queue.pool.cost(), now)) {
                for (Seat seat : queue.seats(LOOKED_AT)) {
                    After after = predecessors(seat, lane, now);
                    if (!after.calls().isEmpty()) {
                        found.add(new Candidate(seat, after));
                    }
                }
            }
        }
        return found.stream()
                .min(Comparator.comparingInt((Candidate one) -> one.seat.errorClass())
                        .thenComparing(Candidate::seat))
                .orElse(null);
    }

    /**
     * The calls whose places a call of this lane with this seat would take. None where something else is missing, where
     * what is free is for others who could go at once, or for older ones who cost more, or where the calls leave by
     * another egress.
     */
    private After predecessors(Seat seat, Lane lane, long now) {
        List<String> after = new ArrayList<>();
        long patience = 0;
        for (Budget budget : seat.budgets) {
            boolean free = budget.freeFor(seat.pool, now) <= now;
            if (free && !budget.blocks()) {
                continue;
            }
            if (free || isForOlder(budget, lane) || !budget.succeeds(seat.pool.cost(), now)) {
                return After.NOBODY;
            }
            After before = budget.predecessor(seat.pool.cost());
            for (String call : before.calls()) {
                if (!flights.flying(call).call.egress().equals(seat.member.credential.egress())) {
                    return After.NOBODY;
                }
            }
            after.addAll(before.calls());
            patience = Math.max(patience, before.patienceMillis());
        }
        return new After(after, patience);
    }
}
