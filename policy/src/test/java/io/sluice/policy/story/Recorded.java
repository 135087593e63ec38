package io.sluice.policy.story;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Wait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What a scheduler decided, as it was last. */
class Recorded implements Decisions {
    final Map<String, Wait> waits = new HashMap<>();
    final Map<String, Ending> endings = new HashMap<>();
    final List<Alert> alerts = new ArrayList<>();
    /** Those that nobody has looked at yet. */
    final Queue<Call> calls = new ArrayDeque<>();
    /** By the id of its request. */
    final Map<String, Call> newest = new HashMap<>();

    @Override
    public void call(Call call) {
        calls.add(call);
        newest.put(call.requestId(), call);
        waits.remove(call.requestId());
    }

    @Override
    public void park(Wait wait) {
        waits.put(wait.requestId(), wait);
    }

    @Override
    public void answer(Ending ending) {
        endings.put(ending.requestId(), ending);
        waits.remove(ending.requestId());
    }

    @Override
    public void keep(BudgetId budget, long[] state) {}

    @Override
    public void forget(BudgetId budget) {}

    @Override
    public void keep(Credential credential, Standing standing) {}

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }
}
