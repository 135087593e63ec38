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

    /** Whether refusals teach, and not only what answers tell. */
    private final boolean careful;

    private final ToldLimits told = new ToldLimits();
    private final RefusalLimits refusals = new RefusalLimits();
    private final Map<Caller, Integer> flying = new HashMap<>();
    /**
     * The callers whose calls wanted to leave, and how many did: what a limit is counted by shows only when each was
     * heard of.
     */
    private final Map<Caller, Integer> asked = new HashMap<>();

    private int mostOften;

    private long answers;
    private long departed;
    private int inFlight;
    /** Of keys of which nothing is known, one is tried at a time: what is met by the next one much sooner is its limit, too. */
    private @Nullable ScopeKey tried;

    private final Map<ScopeKey, Integer> flyingByKey = new HashMap<>();
    /** Whether limits that answers told were known before. */
    private boolean restored;

    /**
     * A learner that knows nothing.
     *
     * @param careful whether refusals teach, and not only what answers tell
     */
    public Learner(boolean careful) {
        this.careful = careful;
    }

    /** A call leaves. */
    public Departure departs(String endpoint, Credential credential) {
        inFlight++;
        if (answers < MOST_CAREFUL) {
            mostOften = Math.max(mostOften, asked.merge(new Caller(endpoint, credential), 1, Integer::sum));
        }
        flying.merge(new Caller(endpoint, credential), 1, Integer::sum);
        ScopeKey key = refusals.key(endpoint, credential);
        int together = flyingByKey.merge(key, 1, Integer::sum);
        if (refusals.isTried(key) && !isBusy(tried)) {
            tried = key;
        }
        return new Departure(together, ++departed);
    }

    /** The name of the limit that is learned from such a word; empty where none is yet. */
    public Optional<String> limit(@Nullable String name, String endpoint) {
        return told.limit(name, endpoint);
    }

    /** A call ended that tells nothing of limits: it was not sent, or its answer was lost. Returns whether they changed after all. */
    public boolean ended(String endpoint, Credential credential) {
        int left = land(endpoint, credential);
        boolean changed = refusals.ended(refusals.key(endpoint, credential), left, departed);
        recount(endpoint, credential);
        return changed;
    }

    private int land(String endpoint, Credential credential) {
        inFlight--;
        flying.computeIfPresent(new Caller(endpoint, credential), (caller, count) -> count > 1 ? count - 1 : null);
        ScopeKey key = refusals.key(endpoint, credential);
        flyingByKey.computeIfPresent(key, (k, count) -> count > 1 ? count - 1 : null);
        return flyingByKey.getOrDefault(key, 0);
    }

    /** Takes an answer, in order of their time; returns whether {@link #limits}, or what {@link #pace} counts, changed. */
    public boolean answered(Observation call) {
        int left = land(call.endpoint(), call.credential());
        boolean wasSure = isSure();
        answers++;
        boolean changed = isSure() && !wasSure;
        changed |= told.hear(call, departed);
        if (call.fate() == Observation.Fate.TROUBLE) {
            changed |= refusals.misled(refusals.key(call.endpoint(), call.credential()));
        }
        if (call.isUnclear() || isExplained(call)) {
            changed |= refusals.ended(refusals.key(call.endpoint(), call.credential()), left, departed);
        } else if (careful) {
            boolean crowded = call.refused() && refusals.crowded(call, flying.keySet());
            changed |= crowded || refusals.answered(call, left, departed);
        }
        recount(call.endpoint(), call.credential());
        return changed;
    }

    /** Whether a limit that answers tell of, and that is known, is told to be spent. */
    private boolean isExplained(Observation call) {
        return call.refused()
                && call.told().stream()
                        .anyMatch(one -> one.word().spent()
                                && told.limit(one.name(), call.endpoint()).isPresent());
    }

    /** What is counted together with such a call may have changed; then that is looked at anew, alone. */
    private void recount(String endpoint, Credential credential) {
        if (refusals.rescoped()) {
            tried = refusals.key(endpoint, credential);
            flyingByKey.clear();
            flying.forEach((caller, count) ->
                    flyingByKey.merge(refusals.key(caller.endpoint(), caller.credential()), count, Integer::sum));
        }
    }

    /** The limits that calls of an endpoint with a credential are held to: now and then a little more is tried than is known. */
    public List<Learned> limits(String endpoint, Credential credential) {
        List<Learned> limits = new ArrayList<>(told.limits(endpoint));
        limits.addAll(refusals.limits(endpoint, credential));
        return limits;
    }

    /** The same limits as far as they are known, whatever is tried. */
    public List<Learned> known(String endpoint, Credential credential) {
        List<Learned> limits = new ArrayList<>(told.limits(endpoint));
        limits.addAll(refusals.known(endpoint, credential));
        return limits;
    }

    /** Whose calls such ones are counted with, and until when none of them leaves. */
    public Pace pace(String endpoint, Credential credential) {
        ScopeKey key = refusals.key(endpoint, credential);
        return new Pace(key, refusals.shutUntil(key));
    }

    /** Whether one more such call may be in flight. */
    public boolean admits(String endpoint, Credential credential) {
        ScopeKey key = refusals.key(endpoint, credential);
        int together = flyingByKey.getOrDefault(key, 0);
        if (!refusals.isFree(key)) {
            return together < refusals.most(key);
        }
        if (answers < MOST_CAREFUL) {
            asked.putIfAbsent(new Caller(endpoint, credential), 0);
        }
        if (told.knows(endpoint)) {
            boolean few = inFlight < Math.min(ToldLimit.FEW, Unrefused.most(answers));
            boolean behind = asked.getOrDefault(new Caller(endpoint, credential), mostOften) < mostOften;
            return (isSure() && together < Math.max(CAREFUL, refusals.passed(key)))
                    || few
                    || (behind && inFlight < ToldLimit.FEW);
        }
        boolean waits = isBusy(tried) && !key.equals(tried) && refusals.isTried(key);
        return !waits && together < refusals.most(key);
    }

    /** Whether calls at the same time are known to be what is counted, and how many may be. */
    public boolean isCrowdKnown(String endpoint, Credential credential) {
        return refusals.isCrowdKnown(refusals.key(endpoint, credential));
    }

    /** Whether at most one such call leaves until one passes, or calls at the same time are what is counted. */
    public boolean holdsBack(String endpoint, Credential credential) {
        return refusals.holdsBack(refusals.key(endpoint, credential));
    }

    /** Whether a limit was known before the refusals that were the last outcomes. */
    public boolean knew(String endpoint, Credential credential) {
        return refusals.knew(refusals.key(endpoint, credential));
    }

    private boolean isBusy(@Nullable ScopeKey key) {
        return key != null && flyingByKey.containsKey(key) && refusals.isTried(key);
    }

    /** Whether enough was heard to believe what answers tell, also of what it is counted by. */
    private boolean isSure() {
        return restored || answers >= Math.min(MOST_CAREFUL, CAREFUL * asked.size());
    }

    /** What is to be kept over a restart. */
    public List<SavedLimit> save() {
        List<SavedLimit> kept = new ArrayList<>(told.save());
        kept.addAll(refusals.save());
        return kept;
    }

    /**
     * Takes what {@link #save} gave; only on a fresh one. What another version wrote is left out, and what refusals told where
     * they do not teach: nothing would ever correct it.
     */
    public void restore(List<SavedLimit> kept) {
        for (SavedLimit one : kept) {
            if (one.ofRefusals()) {
                if (careful) {
                    refusals.restore(one);
                }
            } else {
                told.restore(one);
                restored |= one.endpoints().stream().anyMatch(told::knows);
            }
        }
    }
}
