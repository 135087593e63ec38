package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Those whose calls wanted to leave, and how many did: what a limit is counted by shows only when each was heard of. */
    private final Map<Who, Integer> asked = new HashMap<>();

    private int mostOften;

    private long answers;
    private long departed;
    private int inFlight;
    /** Of keys of which nothing is known, one is tried at a time: what is met by the next one much sooner is its limit, too. */
    private @Nullable ScopeKey tried;

    private final Map<ScopeKey, Integer> flyingByKey = new HashMap<>();

    /** A call leaves. */
    public Departure departs(String endpoint, Credential credential) {
        inFlight++;
        if (answers < MOST_CAREFUL) {
            mostOften = Math.max(mostOften, asked.merge(new Who(endpoint, credential), 1, Integer::sum));
        }
        flying.merge(new Who(endpoint, credential), 1, Integer::sum);
        ScopeKey key = knees.key(endpoint, credential);
        int together = flyingByKey.merge(key, 1, Integer::sum);
        if (knees.isTried(key) && !isBusy(tried)) {
            tried = key;
        }
        return new Departure(together, ++departed);
    }

    /** The name of the limit that is learned from such a word; empty where none is yet. */
    public Optional<String> limit(@Nullable String told, String endpoint) {
        return hearsay.limit(told, endpoint);
    }

    /** A call ended that tells nothing of limits: it was not sent, or its answer was lost. Returns whether they changed after all. */
    public boolean ended(String endpoint, Credential credential) {
        int left = land(endpoint, credential);
        boolean changed = knees.ended(knees.key(endpoint, credential), left, departed);
        recount(endpoint, credential);
        return changed;
    }

    private int land(String endpoint, Credential credential) {
        inFlight--;
        flying.computeIfPresent(new Who(endpoint, credential), (who, count) -> count > 1 ? count - 1 : null);
        ScopeKey key = knees.key(endpoint, credential);
        flyingByKey.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
        return flyingByKey.getOrDefault(key, 0);
    }

    /** Takes an answer, in order of their time; returns whether {@link #limits}, or what {@link #pace} counts, changed. */
    public boolean answered(Observation call) {
        int left = land(call.endpoint(), call.credential());
        boolean wasSure = isSure();
        answers++;
        boolean changed = isSure() && !wasSure;
        changed |= hearsay.hear(call, departed);
        boolean explained = call.refused()
                && call.told().stream().anyMatch(told -> told.word().spent());
        if (explained) {
            changed |= knees.ended(knees.key(call.endpoint(), call.credential()), left, departed);
        } else {
            boolean crowded = call.refused() && knees.crowded(call, flying.keySet());
            changed |= crowded || knees.answered(call, left, departed);
        }
        recount(call.endpoint(), call.credential());
        return changed;
    }

    /** What is counted together with such a call may have changed; then that is looked at anew, alone. */
    private void recount(String endpoint, Credential credential) {
        if (knees.rescoped()) {
            tried = knees.key(endpoint, credential);
            flyingByKey.clear();
            flying.forEach((who, count) ->
                    flyingByKey.merge(knees.key(who.endpoint(), who.credential()), count, Integer::sum));
        }
    }

    /** The limits of calls of an endpoint with a credential, as far as they are known. */
    public List<Learned> limits(String endpoint, Credential credential) {
        List<Learned> limits = new ArrayList<>(hearsay.limits(endpoint));
        limits.addAll(knees.limits(endpoint, credential));
        return limits;
    }

    /** Whose calls such ones are counted with, and until when none of them leaves. */
    public Pace pace(String endpoint, Credential credential) {
        ScopeKey key = knees.key(endpoint, credential);
        return new Pace(key, knees.shutUntil(key));
    }

    /** Whether one more such call may be in flight. */
    public boolean admits(String endpoint, Credential credential) {
        ScopeKey key = knees.key(endpoint, credential);
        int together = flyingByKey.getOrDefault(key, 0);
        if (!knees.isFree(key)) {
            return together < knees.most(key);
        }
        if (answers < MOST_CAREFUL) {
            asked.putIfAbsent(new Who(endpoint, credential), 0);
        }
        if (hearsay.knows(endpoint)) {
            boolean few = inFlight < Math.min(ToldLimit.FEW, Free.most(answers));
            boolean behind = asked.getOrDefault(new Who(endpoint, credential), mostOften) < mostOften;
            return isSure() || few || (behind && inFlight < ToldLimit.FEW);
        }
        boolean waits = isBusy(tried) && !key.equals(tried) && knees.isTried(key);
        return !waits && together < knees.most(key);
    }

    private boolean isBusy(@Nullable ScopeKey key) {
        return key != null && flyingByKey.containsKey(key) && knees.isTried(key);
    }

    /** Whether enough was heard to believe what answers tell, also of what it is counted by. */
    private boolean isSure() {
        return answers >= Math.min(MOST_CAREFUL, CAREFUL * asked.size());
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
