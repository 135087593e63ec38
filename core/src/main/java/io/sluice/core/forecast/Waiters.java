package io.sluice.core.forecast;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who waits, and what for. That changes while a request waits, so it is looked at now and then for the oldest of each lane,
 * and what is found stands for the whole lane since the time before.
 */
final class Waiters {
    /** Of more lanes so many are looked at, others each time. */
    private static final int MOST_LANES = 256;

    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, Lane> laneOf = new HashMap<>();
    private final Map<Cause, Map<Key, Double>> waited = new LinkedHashMap<>();
    private long lookedAt;
    private int skipped;

    /** Requests that wait for the same, the oldest first, and what the scheduler said last. */
    private static final class Lane {
        final Map<String, Request> requests = new LinkedHashMap<>();
        Wait said;

        Lane(Wait said) {
            this.said = said;
        }
    }

    private record Cause(
            String provider, Wait.Why why, @Nullable String limit) {}

    private record Key(@Nullable ScopeKey scopeKey) {}

    Waiters(long begin) {
        this.lookedAt = begin;
    }

    void parked(Request request, Wait wait) {
        Lane lane = lanes.computeIfAbsent(wait.lane(), name -> new Lane(wait));
        lane.said = wait;
        lane.requests.put(request.id(), request);
        laneOf.put(request.id(), lane);
    }

    void left(String requestId) {
        Lane lane = laneOf.remove(requestId);
        if (lane != null) {
            lane.requests.remove(requestId);
            if (lane.requests.isEmpty()) {
                lanes.remove(lane.said.lane());
            }
        }
    }

    void look(long now, Blame blame) {
        int every = 1 + lanes.size() / MOST_LANES;
        double since = (double) (now - lookedAt) * every;
        for (Lane lane : lanes.values()) {
            if (skipped++ % every == 0) {
                Request oldest = lane.requests.values().iterator().next();
                double weight = since * lane.requests.size();
                blame.of(oldest, lane.said, now).forEach(part -> add(oldest.provider(), part, weight));
            }
        }
        lookedAt = now;
    }

    private void add(String provider, Blame.Part part, double weight) {
        waited.computeIfAbsent(new Cause(provider, part.why(), part.limit()), first -> new HashMap<>())
                .merge(new Key(part.scopeKey()), weight * part.share(), Double::sum);
    }

    /** The causes, the largest first. */
    List<Blocker> blockers() {
        double all = waited.values().stream().mapToDouble(Waiters::sum).sum();
        List<Blocker> blockers = new ArrayList<>();
        waited.forEach((cause, keys) -> {
            if (sum(keys) > 0) {
                ScopeKey most = keys.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey()
                        .scopeKey();
                blockers.add(new Blocker(cause.provider(), cause.why(), cause.limit(), most, sum(keys) / all));
            }
        });
        blockers.sort(Comparator.comparingDouble(Blocker::share).reversed());
        return blockers;
    }

    private static double sum(Map<Key, Double> keys) {
        return keys.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
