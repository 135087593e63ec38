package io.sluice.core.simulation;

import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Inside;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** While an older request waits for more units of a budget than are free, younger ones do not take the free ones away time and again. */
final class NoLargeOneStarves implements Watcher {
    /** How often an older request may be overtaken: once, while its claim is made. */
    private static final int MOST = 1;

    private final Map<Long, Integer> overtaken = new HashMap<>();
    private final Simulation simulation;
    private final long ahead;
    /** With the budgets that each was debited from when it was decided: a file or a bucket that comes later has others. */
    private final Map<Call, Set<BudgetId>> calls = new LinkedHashMap<>();

    private Map<BudgetId, Long> heads = Map.of();
    private Life life;

    NoLargeOneStarves(Simulation simulation, long aheadMillis) {
        this.simulation = simulation;
        this.ahead = aheadMillis;
        this.life = simulation.life();
    }

    @Override
    public void decided(Call call, long at) {
        calls.put(call, inside().debited(call.id()));
    }

    @Override
    public void happened(long at) {
        if (!simulation.isUp()) {
            return;
        }
        Inside inside = inside();
        Map<BudgetId, Long> before = heads;
        boolean settled = simulation.life().scheduler.nextWake() > simulation.wall();
        heads = settled ? inside.heads() : Map.of();
        if (life == simulation.life()) {
            for (var decided : calls.entrySet()) {
                Call call = decided.getKey();
                long ticket = simulation.store().requests.containsKey(call.requestId())
                        ? simulation.store().request(call.requestId()).ticket()
                        : Long.MIN_VALUE;
                for (BudgetId id : decided.getValue()) {
                    long head = before.getOrDefault(id, Long.MAX_VALUE);
                    if (head < ticket
                            && heads.getOrDefault(id, -1L) == head
                            && overtaken.merge(head, 1, Integer::sum) > MOST) {
                        throw Invariants.broken(
                                this,
                                call + " is one of many that went before ticket " + head + ", which waits for " + id
                                        + ": " + inside.where(head));
                    }
                }
            }
        }
        life = simulation.life();
        calls.clear();
    }

    private Inside inside() {
        return new Inside(simulation.life().scheduler, simulation.wall(), ahead);
    }
}
