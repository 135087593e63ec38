package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Request;

/**
 * Where answers tell all about limits, few calls are refused for what could not be known yet. In 40 calm hours of up to ten
 * limits 0.4 % of all calls were, and 11 of 183 at worst; the bound is about twice that.
 */
final class RefusalsAreFew implements Watcher {
    private static final long AT_FIRST = 10;
    private static final long ONE_OF = 20;

    private long calls;
    private long refused;

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        calls++;
        refused += reply instanceof FakeProvider.Reply.Refused ? 1 : 0;
    }

    /** All is over. */
    void finish() {
        if (refused > AT_FIRST + calls / ONE_OF) {
            throw Invariants.broken(this, refused + " of " + calls + " calls were refused");
        }
    }
}
