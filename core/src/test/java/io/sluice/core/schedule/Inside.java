package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
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
    private final Scheduler scheduler;
    private final long now;
    private final long soon;
    /** By budget: the large heads that need it. */
    private final Map<Budget, List<Large>> claims = new HashMap<>();

    private record Large(long ticket, long opens) {}

    /** What could go, and when. */
    public record Chance(long at, String what) {}

    public Inside(Scheduler scheduler, long now, long aheadMillis) {
        this.scheduler = scheduler;
        this.now = now;
        this.soon = now + aheadMillis;
    }

    /** The earliest call that any waiting request could make with any credential; null where only an event can tell. */
    public @Nullable Chance earliest() {
        Chance[] best = new Chance[1];
        claims.clear();
        each((lane, seat, head) -> {
            if (lane.cost().usual() > 1) {
                claim(needed(lane, seat), lane.cost(), head.ticket);
            }
        });
        each((lane, seat, head) -> {
            long at = free(needed(lane, seat), lane.cost(), head.ticket);
            if (at != Scheduler.NEVER && (best[0] == null || at < best[0].at())) {
                best[0] = new Chance(
                        at,
                        head.id + " by " + seat.member.credential.id() + " in " + lane.name + "; its lane "
                                + place(lane.blocker) + ", its seat "
                                + place(seat.queue == null ? null : seat.queue.budget)
                                + (seat.queue != null && !seat.queue.awake ? " asleep" : ""));
            }
        });
        return best[0];
    }

    /** Large heads that wait for one budget alone, of which smaller requests must leave what is free: text and ticket. */
    public Map<BudgetId, Long> heads() {
        Map<BudgetId, Long> heads = new HashMap<>();
        each((lane, seat, head) -> {
            Cost cost = lane.cost();
            List<Budget> blocking = needed(lane, seat).stream()
                    .filter(budget -> budget.freeAt(cost, now) > soon)
                    .toList();
            boolean oneSeat = lane.pool.seats.size() == 1 || lane.budgets.containsAll(blocking);
            if (cost.usual() > 1
                    && oneSeat
                    && blocking.size() == 1
                    && blocking.get(0).freeAt(Cost.ONE, now) <= soon) {
                heads.merge(blocking.get(0).id, head.ticket, Math::min);
            }
        });
        return heads;
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
        scheduler.waiting.byId.forEach((id, pending) -> all.put(id, pending.stage + " in " + pending.lane.name));
        return all;
    }

    /**
     * What is kept of limits and holds, and what they have left, as text by id; without those that are as good as new.
     *
     * @param inUseAlone without those that nobody needs at present, too: they may be of a file that was replaced
     */
    public Map<String, String> budgets(boolean inUseAlone) {
        Map<String, String> all = new TreeMap<>();
        scheduler.budgets.live.forEach((id, budget) -> {
            boolean announced = id.limit().equals(BudgetId.PLACES) || id.limit().equals(BudgetId.CONCURRENCY);
            if (!announced && !budget.idle(now) && !(inUseAlone && budget.users == 0)) {
                List<Long> frees = new ArrayList<>();
                for (long later : new long[] {0, 100, 1_000, 10_000, 100_000, 1_000_000}) {
                    frees.add(budget.freeAt(Cost.ONE, now + later) - now);
                    frees.add(budget.freeAt(Cost.of(3), now + later) - now);
                }
                all.put(id.text(), frees + " " + Arrays.toString(budget.save()));
            }
        });
        return all;
    }

    /** Number of objects that may not grow with what is over: budgets, lanes, queues, waiting, in flight. */
    public long objects() {
        long objects =
                (long) scheduler.budgets.live.size() + scheduler.waiting.byId.size() + scheduler.flights.byCall.size();
        objects += scheduler.waiting.timers() + scheduler.flights.timers();
        for (ProviderState state : scheduler.providers.values()) {
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
                                        + blocker.freeAt(blocker.claim.cost(), now))
                        + ", awake " + blocker.awake();
    }

    private interface Visitor {
        void visit(Lane lane, Seat seat, Pending head);
    }

    private void each(Visitor visitor) {
        for (ProviderState state : scheduler.providers.values()) {
            for (Pool pool : state.pools()) {
                for (Lane lane : pool.waiting == 0 ? List.<Lane>of() : pool.lanes()) {
                    Pending head = lane.head();
                    if (head != null) {
                        pool.seats.forEach(seat -> visitor.visit(lane, seat, head));
                    }
                }
            }
        }
    }

    private static List<Budget> needed(Lane lane, Seat seat) {
        List<Budget> needed = new ArrayList<>(lane.budgets);
        needed.addAll(seat.budgets);
        return needed;
    }

    private void claim(List<Budget> needed, Cost cost, long ticket) {
        for (Budget budget : needed) {
            claims.computeIfAbsent(budget, first -> new ArrayList<>()).add(new Large(ticket, budget.freeAt(cost, now)));
        }
    }

    private long free(List<Budget> needed, Cost cost, long ticket) {
        long free = now;
        for (Budget budget : needed) {
            free = Math.max(free, budget.freeAt(cost, now));
        }
        for (Budget budget : needed) {
            for (Large large : claims.getOrDefault(budget, List.of())) {
                if (large.ticket() < ticket && large.opens() > Math.max(free, soon)) {
                    return Scheduler.NEVER;
                }
            }
        }
        return free;
    }
}
