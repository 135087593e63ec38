package io.sluice.core.forecast;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Wait;
import io.sluice.core.simulation.FakeProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is in the way of a request. The scheduler lets each credential stand behind the budget that opens last, which
 * need not be the one that is scarce: a limit is to blame if it closes all credentials, even where others close some of them longer.
 */
final class Blame {
    /** Of more credentials so many are looked at, others each time. */
    private static final int MOST_CREDENTIALS = 32;

    private final World world;
    private final Map<String, FakeProvider> truths;
    private final Random random;
    private final Map<Who, List<Credential>> eligible = new HashMap<>();

    private record Who(String provider, Eligible eligible) {}

    /** What is in the way, and what part of the blame it has; all parts are 1. */
    record Part(
            Wait.Why why, @Nullable String limit, @Nullable ScopeKey scopeKey, double share) {}

    /** A limit in the way: until when at least, and whose. */
    private record Closed(Limit limit, Credential credential, long opensAt) {}

    Blame(World world, Map<String, FakeProvider> truths) {
        this.world = world;
        this.truths = truths;
        this.random = new Random(world.seed());
    }

    /**
     * What is in the way of a request now.
     *
     * @param said what the scheduler says; it counts where no limit of the provider is in the way
     */
    List<Part> of(Request request, Wait said, long now) {
        List<Credential> asked = some(credentials(request));
        Map<Limit, List<Closed>> closed = new LinkedHashMap<>();
        boolean open = asked.isEmpty();
        for (Credential credential : asked) {
            List<FakeProvider.Reply.Refused> refusals =
                    truth(request.provider()).refusals(request.endpoint(), credential, request, now);
            open |= refusals.isEmpty();
            refusals.forEach(refused -> closed.computeIfAbsent(refused.limit(), first -> new ArrayList<>())
                    .add(new Closed(refused.limit(), credential, refused.opensAt())));
        }
        if (open) {
            return List.of(new Part(said.why(), said.limit(), said.scopeKey(), 1));
        }
        return closed.values().stream()
                .filter(all -> all.size() == asked.size())
                .map(Blame::soonest)
                .max(Comparator.comparingLong(Closed::opensAt))
                .map(last -> List.of(part(last, request, 1)))
                .orElseGet(() -> shared(closed, request));
    }

    /** No limit closes all: each has its part. */
    private static List<Part> shared(Map<Limit, List<Closed>> closed, Request request) {
        double all = closed.values().stream().mapToInt(List::size).sum();
        return closed.values().stream()
                .map(some -> part(soonest(some), request, some.size() / all))
                .toList();
    }

    private static Closed soonest(List<Closed> closed) {
        Closed soonest = closed.get(0);
        for (Closed one : closed) {
            soonest = one.opensAt() < soonest.opensAt() ? one : soonest;
        }
        return soonest;
    }

    private static Part part(Closed closed, Request request, double share) {
        Limit limit = closed.limit();
        ScopeKey key = ScopeKey.of(limit.scope(), request.endpoint(), closed.credential(), request.params());
        boolean concurrent = limit.window() instanceof Window.Concurrent;
        return new Part(concurrent ? Wait.Why.CONCURRENCY : Wait.Why.BUDGET, limit.name(), key, share);
    }

    private List<Credential> credentials(Request request) {
        return eligible.computeIfAbsent(
                new Who(request.provider(), request.eligible()),
                who -> world.credentials().stream()
                        .filter(credential -> credential.provider().equals(who.provider()))
                        .filter(credential ->
                                !credential.disabled() && who.eligible().admits(credential))
                        .toList());
    }

    private List<Credential> some(List<Credential> all) {
        if (all.size() <= MOST_CREDENTIALS) {
            return all;
        }
        List<Credential> some = new ArrayList<>();
        int first = random.nextInt(all.size());
        for (int i = 0; i < MOST_CREDENTIALS; i++) {
            some.add(all.get((int) ((first + (long) i * all.size() / MOST_CREDENTIALS) % all.size())));
        }
        return some;
    }

    private FakeProvider truth(String provider) {
        return Objects.requireNonNull(truths.get(provider), provider);
    }
}
