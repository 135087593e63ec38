package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import java.util.HashSet;
import java.util.Set;

/** No more calls are in flight by an egress than its caller has places for. */
final class PlacesAreKept implements Watcher {
    private final Simulation simulation;
    private final long places;
    /** Egresses by which calls were decided in the present event. */
    private final Set<String> used = new HashSet<>();

    PlacesAreKept(Simulation simulation, long places) {
        this.simulation = simulation;
        this.places = places;
    }

    @Override
    public void decided(Call call, long at) {
        used.add(call.egress());
    }

    @Override
    public void happened(long at) {
        for (String egress : used) {
            long flying = simulation.store().flights.values().stream()
                    .filter(call -> call.egress().equals(egress))
                    .count();
            if (flying > places) {
                throw Invariants.broken(
                        this, flying + " calls are in flight by " + egress + " in " + places + " places");
            }
        }
        used.clear();
    }
}
