package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An attempt is used up by trouble that could pass; not by a refusal, nor by a call that was never started. A request of which
 * no call was started may be rejected, all others given up.
 */
final class AttemptsAreCounted implements Watcher {
    private final Map<String, Integer> failed = new HashMap<>();
    private final Map<String, Call> last = new HashMap<>();
    private final Map<String, Boolean> heard = new HashMap<>();
    private final Set<String> tried = new HashSet<>();
    private final boolean limitersSay503;

    /**
     * @param limitersSay503 whether 503 counts as a refusal, since a limiter may mean it so
     */
    AttemptsAreCounted(boolean limitersSay503) {
        this.limitersSay503 = limitersSay503;
    }

    @Override
    public void requested(Request request, long at) {
        failed.put(request.id(), 0);
    }

    @Override
    public void decided(Call call, long at) {
        Call before = last.put(call.requestId(), call);
        if (before != null && isUnheard(before)) {
            failed.merge(call.requestId(), 1, Integer::sum);
            tried.add(call.requestId());
        }
        int expected = 1 + failed.getOrDefault(call.requestId(), 0);
        if (call.attempt() != expected) {
            throw Invariants.broken(this, call + " should be attempt " + expected);
        }
    }

    @Override
    public void ended(Ending ending, long at) {
        Call call = last.get(ending.requestId());
        boolean wasTried = tried.contains(ending.requestId()) || (call != null && isUnheard(call));
        if (ending.result() == (wasTried ? Result.REJECTED : Result.GAVE_UP)) {
            throw Invariants.broken(this, ending + (wasTried ? " was called" : " was never called"));
        }
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        if (!call.equals(last.get(call.requestId())) || heard.put(call.id(), true) != null) {
            return;
        }
        if (!(outcome instanceof Outcome.NotStarted)) {
            tried.add(call.requestId());
        }
        boolean fails = outcome instanceof Outcome.NotSent || outcome instanceof Outcome.Lost;
        if (outcome instanceof Outcome.Answered answer) {
            Verdict verdict = answer.verdict();
            fails = verdict == Verdict.NEEDS_LOGIN
                    || (verdict == Verdict.OVERLOADED && !limitersSay503)
                    || verdict == Verdict.TRANSIENT;
        }
        if (fails) {
            failed.merge(call.requestId(), 1, Integer::sum);
        }
    }

    private boolean isUnheard(Call call) {
        return !heard.getOrDefault(call.id(), false);
    }
}
