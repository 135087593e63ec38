package io.sluice.core.forecast;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Request;
import io.sluice.core.simulation.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what calls take of the limits. */
final class Usage {
    private final Map<Name, Count> counts = new LinkedHashMap<>();
    private final World world;
    private final Timeline timeline;

    private record Name(String provider, String limit) {}

    private static final class Key {
        long used;
        double busy;
    }

    private static final class Count {
        final Limit limit;
        final Timeline.Series series;
        final Map<ScopeKey, Key> keys = new LinkedHashMap<>();

        Count(Limit limit, Timeline.Series series) {
            this.limit = limit;
            this.series = series;
        }

        Key key(ScopeKey scopeKey) {
            return keys.computeIfAbsent(scopeKey, first -> new Key());
        }
    }

    Usage(World world, Timeline timeline) {
        this.world = world;
        this.timeline = timeline;
        world.providers().forEach(provider -> declare(provider, world.credentials()));
    }

    /** What nobody uses is idle too, so all keys are there from the start but for those that requests decide. */
    private void declare(Provider provider, List<Credential> credentials) {
        for (Endpoint endpoint : provider.endpoints()) {
            for (Limit limit : endpoint.limits()) {
                Count count = count(provider.name(), limit);
                for (Credential credential : credentials) {
                    if (!limit.scope().ofRequest()
                            && !credential.disabled()
                            && limit.counts(credential.labels())
                            && credential.provider().equals(provider.name())) {
                        count.key(ScopeKey.of(limit.scope(), endpoint.name(), credential, Map.of()));
                    }
                }
            }
        }
    }

    private Count count(String provider, Limit limit) {
        return counts.computeIfAbsent(new Name(provider, limit.name()), name -> new Count(limit, timeline.series()));
    }

    /** A call is taken by its provider. */
    void taken(Endpoint endpoint, Credential credential, Request request, Fate.Sent fate) {
        Cost cost = world.taken(request);
        for (Limit limit : endpoint.limits()) {
            long units = Math.min(cost.of(limit.name()), limit.quota());
            if (units == 0 || !limit.counts(credential.labels())) {
                continue;
            }
            Count count = count(request.provider(), limit);
            Key key = count.key(ScopeKey.of(limit.scope(), endpoint.name(), credential, request.params()));
            key.used += units;
            if (limit.window() instanceof Window.Concurrent) {
                key.busy += (double) units * (fate.answeredAt() - fate.arrivesAt());
                count.series.hold(fate.arrivesAt(), fate.answeredAt(), units);
            } else {
                count.series.add(fate.arrivesAt(), units);
            }
        }
    }

    /**
     * What was used.
     *
     * @param from the first call, in epoch ms
     * @param to the last one
     * @param end of the history
     */
    List<LimitUse> limits(long from, long to, long end) {
        List<LimitUse> all = new ArrayList<>();
        counts.forEach((name, count) -> {
            if (!count.keys.isEmpty()) {
                all.add(use(name, count, Capacity.of(count.limit, from, to), end));
            }
        });
        return all;
    }

    private LimitUse use(Name name, Count count, double capacity, long end) {
        boolean concurrent = count.limit.window() instanceof Window.Concurrent;
        Map.Entry<ScopeKey, Key> fullest = null;
        long used = 0;
        double spent = 0;
        for (Map.Entry<ScopeKey, Key> entry : count.keys.entrySet()) {
            used += entry.getValue().used;
            spent += concurrent ? entry.getValue().busy : entry.getValue().used;
            fullest = fullest == null || entry.getValue().used > fullest.getValue().used ? entry : fullest;
        }
        double all = capacity * count.keys.size();
        double idle = all <= 0 ? 0 : Math.max(0, 1 - spent / all);
        return new LimitUse(
                name.provider(),
                count.limit,
                count.keys.size(),
                used,
                all,
                idle,
                fullest == null ? ScopeKey.WHOLE : fullest.getKey(),
                fullest == null ? 0 : fullest.getValue().used,
                Capacity.level(count.limit, count.keys.size(), count.series.until(end, 1), timeline.span()));
    }
}
