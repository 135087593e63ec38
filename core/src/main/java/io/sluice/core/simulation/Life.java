package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import io.sluice.core.schedule.Wait;

/** A scheduler from its start until another takes over. Then it is fenced: it may go on deciding, but nothing comes of it. */
final class Life implements Decisions {
    final Scheduler scheduler;
    private final Decisions world;
    private boolean fenced;
    /** How often it decided that a request be called, wait, or be answered. */
    long decided;
    /** How often it was told something. */
    long told;
    /** The latest instant of our clock that it was told; what it knows of time. */
    long latest = Long.MIN_VALUE;

    Life(Settings settings, Decisions world, long seed) {
        this.world = world;
        this.scheduler = new Scheduler(settings, this, seed);
    }

    /** The scheduler, to tell it something at an instant of our clock. */
    Scheduler tell(long wall) {
        told++;
        latest = Math.max(latest, wall);
        return scheduler;
    }

    void fence() {
        fenced = true;
    }

    @Override
    public void call(Call call) {
        decided++;
        if (!fenced) {
            world.call(call);
        }
    }

    @Override
    public void park(Wait wait) {
        decided++;
        if (!fenced) {
            world.park(wait);
        }
    }

    @Override
    public void answer(Ending ending) {
        decided++;
        if (!fenced) {
            world.answer(ending);
        }
    }

    @Override
    public void keep(BudgetId budget, long[] state) {
        if (!fenced) {
            world.keep(budget, state);
        }
    }

    @Override
    public void forget(BudgetId budget) {
        if (!fenced) {
            world.forget(budget);
        }
    }

    @Override
    public void keep(Credential credential, Standing standing) {
        if (!fenced) {
            world.keep(credential, standing);
        }
    }

    @Override
    public void alert(Alert alert) {
        if (!fenced) {
            world.alert(alert);
        }
    }
}
