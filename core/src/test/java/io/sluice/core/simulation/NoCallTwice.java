package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A request that may not be repeated is called again only where its call provably did nothing; and no request is given up
 * or called again while a call of it may still be under way.
 */
final class NoCallTwice implements Watcher {
    private final Map<String, Call> underWay = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final long skew;
    private long marked = Long.MIN_VALUE;

    NoCallTwice(long skewMillis) {
        this.skew = skewMillis;
    }

    /** Its provider did what the call asked for. */
    void did(Request request) {
        if (!request.repeatable() && !done.add(request.id())) {
            throw Invariants.broken(this, request + " was done twice");
        }
    }

    @Override
    public void decided(Call call, long at) {
        free(call.requestId(), "it is called again as " + call);
        if (!ids.add(call.id())) {
            throw Invariants.broken(this, call + " has the id of an earlier one");
        }
        if (call.lease() < call.startBy() + call.timeoutMillis() + skew) {
            throw Invariants.broken(this, call + " has a lease that ends before its caller is sure to be done");
        }
        underWay.put(call.requestId(), call);
    }

    @Override
    public void parked(Wait wait, long at) {
        free(wait.requestId(), "it waits: " + wait);
    }

    @Override
    public void ended(Ending ending, long at) {
        free(ending.requestId(), "it is answered: " + ending);
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        underWay.remove(call.requestId(), call);
    }

    @Override
    public void marks(long writtenAt, long at) {
        marked = Math.max(marked, writtenAt);
    }

    private void free(String requestId, String then) {
        Call call = underWay.get(requestId);
        if (call != null && call.lease() >= marked) {
            throw Invariants.broken(this, call + " may be under way, and " + then + "; newest mark " + marked);
        }
        underWay.remove(requestId);
    }
}
