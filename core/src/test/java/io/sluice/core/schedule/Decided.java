package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a scheduler decided and nobody has looked at yet, and what would be kept of it. */
abstract class Decided implements Decisions {
    final ArrayDeque<Call> calls = new ArrayDeque<>();
    final ArrayDeque<Wait> waits = new ArrayDeque<>();
    final ArrayDeque<Ending> endings = new ArrayDeque<>();
    final List<Alert> alerts = new ArrayList<>();
    final Map<BudgetId, long[]> kept = new HashMap<>();
    final Map<String, Standing> standings = new HashMap<>();
    final Map<String, Call> inFlight = new HashMap<>();
    /** Those that wait, by request. */
    final Map<String, Wait> waiting = new HashMap<>();

    @Override
    public void call(Call call) {
        assertThat(waiting.containsKey(call.requestId()))
                .as("%s says whether it had been parked", call)
                .isEqualTo(call.waited());
        waiting.remove(call.requestId());
        inFlight.put(call.requestId(), call);
        calls.add(call);
    }

    @Override
    public void park(Wait wait) {
        inFlight.remove(wait.requestId());
        waiting.put(wait.requestId(), wait);
        waits.add(wait);
    }

    @Override
    public void answer(Ending ending) {
        waiting.remove(ending.requestId());
        inFlight.remove(ending.requestId());
        endings.add(ending);
    }

    @Override
    public void keep(BudgetId budget, long[] state) {
        kept.put(budget, state);
    }

    @Override
    public void forget(BudgetId budget) {
        kept.remove(budget);
    }

    @Override
    public void keep(Credential credential, Standing standing) {
        standings.put(credential.id(), standing);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    /** The same request, further on. */
    static Request with(Request request, Progress progress) {
        return new Request(
                request.ticket(),
                request.id(),
                request.provider(),
                request.endpoint(),
                request.eligible(),
                request.params(),
                request.cost(),
                request.deadline(),
                request.timeoutMillis(),
                request.repeatable(),
                progress);
    }
}
