package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Decisions;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What is kept over a restart: what the pipeline's stores hold, changed by the scheduler's decisions alone. */
final class Store implements Decisions {
    /** Requests that were taken and have no answer, with how far they have come. */
    final Map<String, Request> requests = new HashMap<>();

    final Map<String, Call> flights = new LinkedHashMap<>();
    final Map<String, Wait> waits = new LinkedHashMap<>();
    final Map<BudgetId, long[]> budgets = new LinkedHashMap<>();
    private final Map<CredentialKey, Kept> standings = new LinkedHashMap<>();

    private record Kept(Credential credential, Standing standing) {}

    /** Brings back all but what waits. */
    void resume(Scheduler scheduler, Directory directory, long wall) {
        budgets.forEach(scheduler::resumeBudget);
        standings
                .values()
                .forEach(kept -> scheduler.resumeStanding(
                        kept.credential().provider(), kept.credential().id(), kept.standing()));
        directory.tell(scheduler, wall);
        List<Call> calls = new ArrayList<>(flights.values());
        calls.sort(Comparator.comparingLong(Call::notBefore));
        calls.forEach(call -> scheduler.resumeFlight(request(call.requestId()), call, directory.credentialOf(call)));
    }

    /** Brings back what waits, for one provider or, with an empty name, for all. */
    void resumeWaiting(Scheduler scheduler, String provider, long at) {
        List<Wait> all = new ArrayList<>(waits.values());
        all.sort(Comparator.comparingLong(Wait::ticket));
        for (Wait wait : all) {
            Request request = request(wait.requestId());
            if (provider.isEmpty() || request.provider().equals(provider)) {
                scheduler.resumeWaiting(request, at);
            }
        }
    }

    /** What the requests of a provider come to by another file. */
    void match(String provider, UnaryOperator<Request> matching) {
        requests.replaceAll((id, request) -> request.provider().equals(provider) ? matching.apply(request) : request);
    }

    /** Tells of the requests of a provider's calls in flight. */
    void matchFlights(Scheduler scheduler, String provider, long at) {
        flights.values().stream()
                .filter(call -> call.provider().equals(provider))
                .forEach(call -> scheduler.match(call.id(), request(call.requestId()), at));
    }

    /** A credential that comes again after it was withdrawn begins with a clean standing. */
    void withdrawn(Credential credential) {
        standings.remove(credential.key());
    }

    /** The request as it is kept now. */
    Request request(String id) {
        Request request = requests.get(id);
        if (request == null) {
            throw new IllegalStateException("request '" + id + "' is kept nowhere");
        }
        return request;
    }

    @Override
    public void call(Call call) {
        progress(call.requestId(), call.progress());
        flights.put(call.requestId(), call);
        waits.remove(call.requestId());
    }

    @Override
    public void park(Wait wait) {
        progress(wait.requestId(), wait.progress());
        flights.remove(wait.requestId());
        waits.put(wait.requestId(), wait);
    }

    @Override
    public void answer(Ending ending) {
        requests.remove(ending.requestId());
        flights.remove(ending.requestId());
        waits.remove(ending.requestId());
    }

    @Override
    public void keep(BudgetId budget, long[] state) {
        budgets.put(budget, state);
    }

    @Override
    public void forget(BudgetId budget) {
        budgets.remove(budget);
    }

    @Override
    public void keep(Credential credential, Standing standing) {
        standings.put(credential.key(), new Kept(credential, standing));
    }

    @Override
    public void alert(Alert alert) {}

    private void progress(String requestId, Progress progress) {
        Request r = request(requestId);
        requests.put(requestId, r.with(r.cost(), progress));
    }
}
