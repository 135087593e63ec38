package io.sluice.core.simulation;

import io.sluice.core.schedule.Inside;

/** Nobody waits who could be called: recomputed from all that waits and all budgets. The next waking is not after the next chance. */
final class NoIdleBudgetWhileDue implements Watcher {
    private final Simulation simulation;
    private final long ahead;
    private long latestWall = Long.MIN_VALUE;
    private Life life;
    /** How much the scheduler had been told when this was looked at: while it is told no more, nothing opens before it is due. */
    private long seen;

    NoIdleBudgetWhileDue(Simulation simulation, long aheadMillis) {
        this.simulation = simulation;
        this.ahead = aheadMillis;
        this.life = simulation.life();
    }

    @Override
    public void happened(long at) {
        if (!simulation.isUp()) {
            return;
        }
        if (life != simulation.life()) {
            life = simulation.life();
            latestWall = Long.MIN_VALUE;
            seen = 0;
        }
        latestWall = Math.max(latestWall, simulation.wall());
        long due = life.scheduler.nextWake();
        if (due <= latestWall || life.told == seen) {
            return;
        }
        seen = life.told;
        Inside.Chance chance = new Inside(life.scheduler, latestWall, ahead).earliest();
        if (chance == null) {
            return;
        }
        if (chance.at() <= latestWall + ahead) {
            throw Invariants.broken(this, "at " + latestWall + " " + chance + "; it could go, and nothing happens");
        }
        if (due > chance.at() - ahead) {
            throw new AssertionError("WakeUpExact: the next waking is at " + due + ", too late for " + chance);
        }
    }
}
