package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.schedule.QueueView;
import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.CredentialState;
import java.util.List;

/** Shows how the task is, twice a second: to people by records of what changed, and to the monitor. */
final class Showing {
    private static final long EVERY = 500;
    private static final int AT_ONCE = 1_000;

    private final Out out;
    private final TaskMonitor monitor;
    private final Desk desk;
    private long next;
    private long lastQueues;

    Showing(Out out, TaskMonitor monitor, Desk desk) {
        this.out = out;
        this.monitor = monitor;
        this.desk = desk;
    }

    /** Shows if it is time to; returns whether it was. */
    boolean advance(Scheduler scheduler, long now) {
        if (now < next) {
            return false;
        }
        next = now + EVERY;
        scheduler.showChanged(AT_ONCE, now, view -> show(Shows.credential(view, now)));
        long since = lastQueues == 0 ? now : lastQueues;
        lastQueues = now;
        List<QueueView> views = scheduler.queues(now);
        views.forEach(view -> out.queueIfChanged(Shows.queue(view, since, now)));
        monitor.show(views, id -> desk.find(id).getRequestedAt());
        return true;
    }

    private void show(CredentialState state) {
        out.credentialState(state);
        monitor.credential(state);
    }

    /** A credential is gone, and nothing is shown of it any more. */
    void withdrawn(CredentialKey key) {
        out.forgetCredentialState(key);
        monitor.withdrawn(key);
    }
}
