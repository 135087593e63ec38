package io.sluice.core.simulation;

import io.sluice.core.schedule.Scheduler;

/** What is due leads to something: the scheduler does not wake up again and again for nothing. */
final class WakeUpExact implements Watcher {
    private static final int MOST_IN_VAIN = 50;

    private final Simulation simulation;
    private long at = Long.MIN_VALUE;
    private long decided;
    private int inVain;

    WakeUpExact(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public void happened(long now) {
        Life life = simulation.life();
        boolean due = simulation.isUp() && life.scheduler.nextWake() <= simulation.wall();
        boolean again = due && now == at && decided == life.decided;
        inVain = again ? inVain + 1 : 0;
        at = now;
        decided = life.decided;
        if (inVain > MOST_IN_VAIN) {
            throw Invariants.broken(
                    this, "woke up " + inVain + " times at " + now + " for nothing; next " + next(life.scheduler));
        }
    }

    private static long next(Scheduler scheduler) {
        return scheduler.nextWake();
    }
}
