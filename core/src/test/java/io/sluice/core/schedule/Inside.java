package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks into a scheduler and works out naively, from all that waits and all budgets, what it should know by itself. */
public final class Inside {
    /** How many of the numbers that are kept of a budget are about what closes it. */
    private static final int HOLD_FIELDS = 3;

    private final Scheduler scheduler;
    private final long now;
    private final long soon;
    /** By budget: the large heads that need it. */
    private final Map<Budget, List<Large>> claims = new HashMap<>();

    private record Large(long ticket, long opens) {}

    /** What could go, and when. */
    public final class Chance {
        private final long at;
        private final Lane lane;
        private final Seat seat;
        private final Pending head;

        private Chance(long at, Lane lane, Seat seat, Pending head) {
            this.at = at;
            this.lane = lane;
            this.seat = seat;
            this.head = head;
        }

        public long at() {
            return at;
        }

        @Override
        public String toString() {
            Queue queue = seat.queue;
            return head.id + " by " + seat.member.credential.id() + " in " + lane.name + " at " + at + "; its lane "
                    + place(lane.blocker) + ", its seat " + place(queue == null ? null : queue.budget)
                    + (queue != null && !queue.awake ? " asleep" : "");
        }
    }

    public Inside(Scheduler scheduler, long now, long aheadMillis) {
        this.scheduler = scheduler;
        this.now = now;
        this.soon = now + aheadMillis;
    }

    /** The earliest call that any waiting request could make with any credential; null where only an event can tell. */
    public @Nullable Chance earliest() {
        claims.clear();
        each(true, (lane, seat, head) -> {
            claim(lane.budgets, lane.cost(), head.ticket);
            claim(seat.budgets, lane.cost(), head.ticket);
        });
        Chance[] best = new Chance[1];
        each(false, (lane, seat, head) -> {
            long at = free(lane, seat, head.ticket);
            if (at != Scheduler.NEVER && (best[0] == null || at < best[0].at())) {
                best[0] = new Chance(at, lane, seat, head);
            }
        });
        return best[0];
    }

    /**
     * Large heads that wait for one budget alone, of which smaller requests must leave what is free: text and ticket. One that
     * a still older one is preferred to elsewhere waits for that, too.
     */
    public Map<BudgetId, Long> heads() {
        Map<BudgetId, Long> heads = new HashMap<>();
        each(true, (lane, seat, head) -> {
            Cost cost = lane.cost();
            List<Budget> blocking = new ArrayList<>();
            for (Budget budget : lane.needed(seat)) {
                if (budget.freeFor(lane, now) > soon) {
                    blocking.add(budget);
                }
            }
            boolean oneSeat = lane.pool.seats.size() == 1 || lane.budgets.containsAll(blocking);
            if (oneSeat
                    && blocking.size() == 1
                    && blocking.get(0).units(cost) > 1
                    && blocking.get(0).freeAt(Cost.ONE, now) <= soon) {
                heads.merge(blocking.get(0).id, head.ticket, Math::min);
            }
        });
        return heads;
    }

    /** Where the request of a ticket stands, for people. */
    public String where(long ticket) {
        StringBuilder where = new StringBuilder();
        each(true, (lane, seat, head) -> {
            if (head.ticket == ticket) {
                where.append(new Chance(free(lane, seat, ticket), lane, seat, head))
                        .append('\n');
            }
        });
        return where.toString();
    }

    /** Budgets that a call in flight is debited from. */
    public Set<BudgetId> debited(String callId) {
        Set<BudgetId> ids = new HashSet<>();
        Flight flight = scheduler.flights.byCall.get(callId);
        if (flight != null) {
            flight.budgets.forEach(budget -> ids.add(budget.id));
        }
        return ids;
    }

    /** Requests that wait, by id, with where they are. */
    public Map<String, String> waiting() {
        Map<String, String> all = new TreeMap<>();
        scheduler.waiting.byId.stream()
                .forEach(pending -> all.put(pending.id, pending.stage + " in " + pending.lane.name));
        return all;
    }

    /**
     * What is kept of limits and holds, and what they have left, as text by id; without those that are as good as new.
     *
     * @param inUseAlone without those that nobody needs at present, too: they may be of a file that was replaced; and without
     *     those that a call in flight took from by a file that was replaced: after a restart it is not known by which
     */
    public Map<String, String> budgets(boolean inUseAlone) {
        Set<Budget> others = inUseAlone ? ofOtherFiles() : Set.of();
        Map<String, String> all = new TreeMap<>();
        scheduler.budgets.live.forEach((id, budget) -> {
            boolean announced = id.limit().equals(BudgetId.PLACES) || id.limit().equals(BudgetId.CONCURRENCY);
            boolean learning = id.limit().equals(BudgetId.PACE) || isLearned(budget);
            if (!announced
                    && !learning
                    && !budget.idle(now)
                    && !(inUseAlone && budget.users == 0)
                    && !others.contains(budget)) {
                List<Long> frees = new ArrayList<>();
                for (long later : new long[] {0, 100, 1_000, 10_000, 100_000, 1_000_000}) {
                    for (long cost : new long[] {1, 2, 3, 5, 10, 60}) {
                        frees.add(budget.freeAt(Cost.of(cost), now + later) - now);
                    }
                }
                all.put(id.text(), frees + " " + Arrays.toString(written(budget)));
            }
        });
        return all;
    }

    private Set<Budget> ofOtherFiles() {
        Set<Budget> others = new HashSet<>();
        for (Flight flight : scheduler.flights.byCall.values()) {
            Lane lane = flight.pending.lane;
            if (lane.pool.retired || !lane.pool.endpoint.name().equals(flight.call.endpoint())) {
                List<Budget> needed = lane.pool.state.needed(lane, flight.member.credential);
                flight.budgets.stream()
                        .filter(budget -> !needed.contains(budget))
                        .forEach(others::add);
            }
        }
        return others;
    }

    /**
     * What is kept of a budget. A call that was decided before the answer came that ends its first-call window is put into
     * the next one by a rebuilt meter at once, by a live one when that window is needed: there what they grant must do.
     */
    private static long[] written(Budget budget) {
        boolean grants = budget instanceof LimitBudget limit
                && limit.limit.window() instanceof Window.FirstCall
                && limit.meter.inFlight() > 0;
        return grants ? Arrays.copyOf(budget.save(), HOLD_FIELDS) : budget.save();
    }

    private static boolean isLearned(Budget budget) {
        return budget instanceof LimitBudget limit && limit.view(List.of(), 0).learned() != null;
    }

    /** Number of objects that may not grow with what is over: budgets, lanes, queues, waiting, in flight, elders. */
    public long objects() {
        long objects =
                (long) scheduler.budgets.live.size() + scheduler.waiting.byId.size() + scheduler.flights.byCall.size();
        objects += scheduler.waiting.timers() + scheduler.flights.timers();
        for (ProviderState state : scheduler.providers.values()) {
            objects += state.elders.size();
            for (Pool pool : state.pools()) {
                objects += 1 + pool.seats.size() + pool.lanes().size();
            }
        }
        return objects;
    }

    private String place(@Nullable Budget blocker) {
        return blocker == null
                ? "is ready"
                : "stands behind " + blocker.id.text() + ", free at " + blocker.freeAt(Cost.ONE, now)
                        + ", looked at at "
                        + (blocker.slot < 0 ? "no time" : "" + blocker.dueAt) + ", claimed by "
                        + (blocker.claim == null
                                ? "none"
                                : blocker.claim.ticket() + " for " + blocker.claim.cost() + " at "
                                        + blocker.freeAt(blocker.claim.cost(), now));
    }

    private interface Visitor {
        void visit(Lane lane, Seat seat, Pending head);
    }

    /**
     * @param large those alone that may cost more than one unit of a budget
     */
    private void each(boolean large, Visitor visitor) {
        for (ProviderState state : scheduler.providers.values()) {
            for (Pool pool : state.pools()) {
                if (pool.waiting > 0 && (!large || !pool.cost().equals(Cost.ONE))) {
                    for (Lane lane : pool.lanes()) {
                        Pending head = lane.head();
                        if (head != null) {
                            pool.seats.forEach(seat -> visitor.visit(lane, seat, head));
                        }
                    }
                }
            }
        }
    }

    private void claim(List<Budget> needed, Cost cost, long ticket) {
        for (Budget budget : needed) {
            if (budget.units(cost) > 1) {
                claims.computeIfAbsent(budget, first -> new ArrayList<>())
                        .add(new Large(ticket, budget.freeAt(cost, now)));
            }
        }
    }

    private long free(Lane lane, Seat seat, long ticket) {
        long free = free(seat.budgets, lane.cost(), free(lane.budgets, lane.cost(), now));
        boolean kept = !claims.isEmpty()
                && free != Scheduler.NEVER
                && (isKept(lane.budgets, free, ticket) || isKept(seat.budgets, free, ticket));
        return kept ? Scheduler.NEVER : free;
    }

    private long free(List<Budget> needed, Cost cost, long from) {
        long free = from;
        for (int i = 0; i < needed.size() && free != Scheduler.NEVER; i++) {
            free = Math.max(free, needed.get(i).freeAt(cost, now));
        }
        return free;
    }

    /** Whether an older, larger request may have a claim on one of them. */
    private boolean isKept(List<Budget> needed, long free, long ticket) {
        for (Budget budget : needed) {
            for (Large large : claims.getOrDefault(budget, List.of())) {
                if (large.ticket() < ticket && large.opens() > Math.max(free, soon)) {
                    return true;
                }
            }
        }
        return false;
    }
}
