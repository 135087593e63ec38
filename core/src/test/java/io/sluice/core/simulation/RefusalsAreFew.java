package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where answers tell all about limits, few calls are refused by limits that answers of their endpoint had told of before they
 * were decided. In 40 calm hours of up to ten limits 0.4 % of all calls were refused, and 11 of 183 at worst; the bound is about
 * twice that.
 */
final class RefusalsAreFew implements Watcher {
    private static final long AT_FIRST = 10;
    private static final long ONE_OF = 20;

    /** Provider, endpoint and limit. */
    private final Set<List<String>> told = new HashSet<>();
    /** Calls, and the limits that were told of when they were decided. */
    private final Set<List<String>> knowing = new HashSet<>();

    private long calls;
    private long refused;

    @Override
    public void decided(Call call, long at) {
        for (List<String> known : told) {
            if (known.get(0).equals(call.provider()) && known.get(1).equals(call.endpoint())) {
                knowing.add(List.of(call.id(), known.get(2)));
            }
        }
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        calls++;
        boolean foreseeable = reply instanceof FakeProvider.Reply.Refused by
                && knowing.contains(List.of(call.id(), by.limit().name()));
        refused += foreseeable ? 1 : 0;
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        if (outcome instanceof Outcome.Answered answer) {
            for (Outcome.Said said : answer.words()) {
                if (said.target() instanceof Target.Named named) {
                    told.add(List.of(call.provider(), call.endpoint(), named.name()));
                }
            }
        }
    }

    /** All is over. */
    void finish() {
        if (refused > AT_FIRST + calls / ONE_OF) {
            throw Invariants.broken(this, refused + " of " + calls + " calls were refused");
        }
    }
}
