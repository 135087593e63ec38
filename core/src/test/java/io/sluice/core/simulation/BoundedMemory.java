package io.sluice.core.simulation;

import io.sluice.core.schedule.Inside;

/** What is over is forgotten: nothing grows with the requests that were answered, or with parameter values that nobody asks for any more. */
final class BoundedMemory implements Watcher {
    private static final int EVERY = 500;

    private final Simulation simulation;
    private final long always;
    private final long per;
    private long most;
    private int events;

    /**
     * @param always objects that there may be however little goes on
     * @param per objects that there may be for each open request
     */
    BoundedMemory(Simulation simulation, long always, long per) {
        this.simulation = simulation;
        this.always = always;
        this.per = per;
    }

    @Override
    public void happened(long at) {
        if (++events % EVERY != 0 || !simulation.isUp()) {
            return;
        }
        long objects = new Inside(simulation.life().scheduler, at, 0).objects()
                + simulation.store().budgets.size();
        most = Math.max(most, objects);
        long allowed = always + per * simulation.store().requests.size();
        if (objects > allowed) {
            throw Invariants.broken(this, objects + " objects at " + at + ", more than " + allowed);
        }
    }

    long most() {
        return most;
    }
}
