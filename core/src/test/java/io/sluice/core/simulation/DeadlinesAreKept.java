package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** No call may start after its request's deadline, and who still waits then is answered. */
final class DeadlinesAreKept implements Watcher {
    private final Map<String, Long> deadlines = new HashMap<>();
    private final PriorityQueue<Request> next = new PriorityQueue<>(Comparator.comparingLong(Request::deadline));
    private final Simulation simulation;

    DeadlinesAreKept(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public void requested(Request request, long at) {
        if (request.deadline() != Scheduler.NEVER && request.deadline() != Scheduler.NOW_OR_NEVER) {
            deadlines.put(request.id(), request.deadline());
            next.add(request);
        }
    }

    @Override
    public void decided(Call call, long at) {
        if (call.startBy() > deadlines.getOrDefault(call.requestId(), Scheduler.NEVER)) {
            throw Invariants.broken(this, call + " may start after " + deadlines.get(call.requestId()));
        }
    }

    @Override
    public void happened(long at) {
        while (!next.isEmpty() && next.element().deadline() <= simulation.wall() && isSettled()) {
            Request request = next.remove();
            if (simulation.store().waits.containsKey(request.id())) {
                throw Invariants.broken(this, request + " still waits at " + simulation.wall());
            }
        }
    }

    private boolean isSettled() {
        return simulation.isUp() && simulation.life().scheduler.nextWake() > simulation.wall();
    }
}
