package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Request;

/** No provider refuses a call of ours by a limit that it declared and that nobody else spends. */
final class NeverOverBudget implements Watcher {
    private final Excuses excuses;

    /** Why a provider may refuse after all. */
    interface Excuses {
        /** Whether a refusal may be somebody else's doing. */
        boolean excused(Call call, FakeProvider.Reply.Refused refused);
    }

    NeverOverBudget(Excuses excuses) {
        this.excuses = excuses;
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        if (reply instanceof FakeProvider.Reply.Refused refused && !excuses.excused(call, refused)) {
            throw Invariants.broken(
                    this, call + " was refused at " + at + " by " + refused.limit() + " of " + refused.scopeKey());
        }
    }
}
