package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The limits that a provider's answers tell of, by their names. */
final class ToldLimits {
    private static final String PREFIX = "told-";
    private static final int MOST = 8;
    /** A limit that so many answers in a row did not tell of is gone. */
    private static final int SILENT = 1_000;

    private final Map<String, Tracked> all = new LinkedHashMap<>();

    private static final class Tracked {
        private final ToldLimit limit;
        private final Set<String> endpoints = new TreeSet<>();
        private int silent;

        Tracked(ToldLimit limit) {
            this.limit = limit;
        }
    }

    /**
     * Takes what an answer tells; returns whether a limit changed.
     *
     * @param departed calls that have left until now
     */
    boolean hear(Observation call, long departed) {
        boolean changed = false;
        int unnamed = 0;
        for (Told told : call.told()) {
            String name = told.name() == null ? PREFIX + ++unnamed : named(told.name());
            if (told.credible(call.sentAt(), call.answeredAt()) && (all.containsKey(name) || all.size() < MOST)) {
                Tracked tracked = all.computeIfAbsent(name, key -> new Tracked(new ToldLimit(key, new Scopes())));
                changed |= tracked.endpoints.add(call.endpoint());
                tracked.silent = -1;
                changed |= tracked.limit.hear(told, call, departed);
            }
        }
        for (Tracked tracked : all.values()) {
            tracked.silent += tracked.endpoints.contains(call.endpoint()) ? 1 : 0;
        }
        return all.values().removeIf(tracked -> tracked.silent > SILENT) || changed;
    }

    /** The name of the limit that is known from words of that name, or of none, at the endpoint. */
    Optional<String> limit(@Nullable String told, String endpoint) {
        String name = told == null ? PREFIX + 1 : named(told);
        Tracked tracked = all.get(name);
        boolean known = tracked != null
                && tracked.endpoints.contains(endpoint)
                && tracked.limit.limit().isPresent();
        return known ? Optional.of(name) : Optional.empty();
    }

    /** Whether answers of the endpoint tell all that must be known of a limit. */
    boolean knows(String endpoint) {
        return all.values().stream()
                .anyMatch(tracked -> tracked.endpoints.contains(endpoint)
                        && tracked.limit.limit().isPresent());
    }

    List<Learned> limits(String endpoint) {
        List<Learned> limits = new ArrayList<>();
        for (Tracked tracked : all.values()) {
            if (tracked.endpoints.contains(endpoint)) {
                tracked.limit
                        .limit()
                        .ifPresent(limit ->
                                limits.add(new Learned(limit, true, tracked.limit.since(), Learned.From.HEADERS)));
            }
        }
        return limits;
    }

    List<SavedLimit> save() {
        List<SavedLimit> kept = new ArrayList<>();
        all.forEach((name, tracked) ->
                kept.add(new SavedLimit(name, ScopeKey.WHOLE, List.copyOf(tracked.endpoints), tracked.limit.save())));
        return kept;
    }

    void restore(SavedLimit kept) {
        ToldLimit.restore(kept.name(), kept.saved()).ifPresent(limit -> {
            Tracked tracked = new Tracked(limit);
            tracked.endpoints.addAll(kept.endpoints());
            all.put(kept.name(), tracked);
        });
    }

    /** The name of a limit here for the name that an answer gives it. */
    static String named(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9._@-]", "-");
        return PREFIX + clean.substring(0, Math.min(90, clean.length()));
    }
}
