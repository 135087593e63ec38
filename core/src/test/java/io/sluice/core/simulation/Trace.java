package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;
import java.io.PrintStream;

/** Writes what happens, one line each, after the true instant in epoch ms. */
final class Trace implements Watcher {
    private final PrintStream to;

    Trace(PrintStream to) {
        this.to = to;
    }

    @Override
    public void requested(Request request, long at) {
        line(at, "requested", request);
    }

    @Override
    public void decided(Call call, long at) {
        line(at, "called", call);
    }

    @Override
    public void parked(Wait wait, long at) {
        line(at, "waits", wait);
    }

    @Override
    public void ended(Ending ending, long at) {
        line(at, "answered", ending);
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        line(at, "arrived", call.id() + " " + reply);
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        line(at, "heard", call.id() + " " + outcome);
    }

    @Override
    public void marks(long writtenAt, long at) {
        line(at, "mark", writtenAt);
    }

    private void line(long at, String what, Object of) {
        to.println(at + " " + what + " " + of);
    }
}
