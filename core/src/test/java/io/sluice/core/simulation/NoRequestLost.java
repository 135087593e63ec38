package io.sluice.core.simulation;

import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Request;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Every request is answered, once; until then it is kept in one place. */
final class NoRequestLost implements Watcher {
    private final Map<String, String> answered = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Simulation simulation;

    NoRequestLost(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public void requested(Request request, long at) {
        open.add(request.id());
    }

    @Override
    public void ended(Ending ending, long at) {
        open.remove(ending.requestId());
        String before = answered.put(ending.requestId(), ending.result() + " at " + at);
        if (before != null) {
            throw Invariants.broken(this, ending + " at " + at + ", though it was answered before: " + before);
        }
    }

    @Override
    public void happened(long at) {
        Store store = simulation.store();
        if (store.flights.size() + store.waits.size() != store.requests.size()) {
            throw Invariants.broken(
                    this,
                    store.requests.keySet() + " are open; " + store.flights.keySet() + " in flight, "
                            + store.waits.keySet() + " wait");
        }
    }

    /** All is over. */
    void finish() {
        if (!open.isEmpty()) {
            throw Invariants.broken(
                    this, open + " have no answer; " + simulation.store().waits.values());
        }
    }

    int answers() {
        return answered.size();
    }
}
