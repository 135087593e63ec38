package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns the limits of one provider: from what its answers tell, and from which calls it refuses.
 *
 * <p>What it finds are limits, which count in ordinary meters, and a {@link Pace}: while a limit is looked for few calls are in
 * flight, and after a refusal none leaves until an instant, and then one alone. A call from before a restart departs again.
 *
 * <pre>
 *   departs ──► (a call is in flight) ──► answered, or ended ──► limits, pace
 * </pre>
 */
public final class Learner {
    /** So many calls of each go carefully even where answers tell a limit, since they tell what it is counted by. */
    private static final long CAREFUL = 8;

    private static final long MOST_CAREFUL = 400;

    private final Hearsay hearsay = new Hearsay();
    private final Knees knees = new Knees();
    private final Map<Who, Integer> flying = new HashMap<>();
    private final Set<Who> seen = new HashSet<>();
    private long answers;
    private long departed;
    private final Map<ScopeKey, Integer> flyingByKey = new HashMap<>();

    /** A call leaves. */
    public Departure departs(String endpoint, Credential credential) {
        flying.merge(new Who(endpoint, credential), 1, Integer::sum);
        int together = flyingByKey.merge(knees.key(endpoint, credential), 1, Integer::sum);
        return new Departure(together, ++departed);
    }

    /** How many calls are in flight that are counted together with such a one. */
    public int inFlight(String endpoint, Credential credential) {
        return flyingByKey.getOrDefault(knees.key(endpoint, credential), 0);
    }

    /** The name of the limit that is learned from such a word; empty where none is yet. */
    public Optional<String> limit(@Nullable String told, String endpoint) {
        return hearsay.limit(told, endpoint);
    }

    /** A call ended that tells nothing of limits: it was not sent, or its answer was lost. Returns whether they changed after all. */
    public boolean ended(String endpoint, Credential credential) {
        return knees.ended(knees.key(endpoint, credential), land(endpoint, credential));
    }

    private int land(String endpoint, Credential credential) {
        flying.computeIfPresent(new Who(endpoint, credential), (who, count) -> count > 1 ? count - 1 : null);
        ScopeKey key = knees.key(endpoint, credential);
        flyingByKey.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
        return flyingByKey.getOrDefault(key, 0);
    }

    /** Takes an answer, in order of their time; returns whether {@link #limits}, or what {@link #pace} counts, changed. */
    public boolean answered(Observation call) {
        int left = land(call.endpoint(), call.credential());
        boolean wasSure = isSure();
        if (answers++ < MOST_CAREFUL) {
            seen.add(new Who(call.endpoint(), call.credential()));
        }
        boolean changed = isSure() && !wasSure;
        changed |= hearsay.hear(call, departed);
        boolean explained = call.refused()
                && call.told().stream().anyMatch(told -> told.word().spent());
        if (explained) {
            changed |= knees.ended(knees.key(call.endpoint(), call.credential()), left);
        } else {
            changed |= knees.answered(call, left);
            if (knees.rescoped()) {
                changed = true;
                flyingByKey.clear();
                flying.forEach((who, count) ->
                        flyingByKey.merge(knees.key(who.endpoint(), who.credential()), count, Integer::sum));
            }
        }
        return changed;
    }

    /** The limits of calls of an endpoint with a credential, as far as they are known. */
    public List<Learned> limits(String endpoint, Credential credential) {
        List<Learned> limits = new ArrayList<>(hearsay.limits(endpoint));
        limits.addAll(knees.limits(endpoint, credential));
        return limits;
    }

    /** How carefully such calls go at present. */
    public Pace pace(String endpoint, Credential credential) {
        ScopeKey key = knees.key(endpoint, credential);
        if (!knees.isFree(key) || !hearsay.knows(endpoint)) {
            return knees.pace(key);
        }
        return new Pace(
                key,
                isSure() ? Pace.ANY : Math.min(ToldLimit.FEW, knees.pace(key).inFlight()),
                0);
    }

    /** Whether enough was heard to believe what answers tell, also of what it is counted by. */
    private boolean isSure() {
        return answers >= Math.min(MOST_CAREFUL, CAREFUL * seen.size());
    }

    /** What is to be kept over a restart. */
    public List<Kept> save() {
        List<Kept> kept = new ArrayList<>(hearsay.save());
        kept.addAll(knees.save());
        return kept;
    }

    /** Takes what {@link #save} gave; only on a fresh one. What another version wrote is left out. */
    public void restore(List<Kept> kept) {
        for (Kept one : kept) {
            if (one.endpoints().isEmpty()) {
                knees.restore(one);
            } else {
                hearsay.restore(one);
            }
        }
    }
}
