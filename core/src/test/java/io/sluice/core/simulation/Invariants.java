package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;
import java.util.List;

/** Several watchers as one. */
record Invariants(List<Watcher> all) implements Watcher {
    /** Says what was broken. */
    static AssertionError broken(Watcher invariant, String what) {
        return new AssertionError(invariant.getClass().getSimpleName() + ": " + what);
    }

    @Override
    public void requested(Request request, long at) {
        all.forEach(watcher -> watcher.requested(request, at));
    }

    @Override
    public void decided(Call call, long at) {
        all.forEach(watcher -> watcher.decided(call, at));
    }

    @Override
    public void parked(Wait wait, long at) {
        all.forEach(watcher -> watcher.parked(wait, at));
    }

    @Override
    public void ended(Ending ending, long at) {
        all.forEach(watcher -> watcher.ended(ending, at));
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        all.forEach(watcher -> watcher.arrived(call, request, reply, at));
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        all.forEach(watcher -> watcher.hears(call, outcome, at));
    }

    @Override
    public void marks(long writtenAt, long at) {
        all.forEach(watcher -> watcher.marks(writtenAt, at));
    }

    @Override
    public void happened(long at) {
        all.forEach(watcher -> watcher.happened(at));
    }
}
