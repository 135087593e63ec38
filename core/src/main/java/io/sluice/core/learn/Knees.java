package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits that refusals tell of: one for each key of the scope that they seem to be counted by. */
final class Knees {
    private static final String RATE = "learned";
    private static final String CONCURRENCY = "learned-concurrency";
    /** The name of what keys begin with of which nothing is known. */
    private static final String OTHERS = "learned-elsewhere";

    /** Three of four calls are fewer. */
    private static final long PARTS = 4;

    private static final long MOST_PARTS = 3;
    /** Keys that were heard of within this time of each other are in use together, ms. */
    private static final long AT_ONCE = 1_000;

    /** One that has passed so many calls need not be tried alone any more. */
    private static final long ENOUGH = 1_000;

    private static final int MOST_KEYS = 10_000;
    private static final float LOAD = 0.75f;

    private Scopes scopes = Scopes.ofEachCredential();
    /** Of keys that were not seen for long, nothing is known any more when there are too many. */
    private final Map<ScopeKey, Known> byKey = new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ScopeKey, Known> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private boolean rescoped;

    /** What was found for one key is what another one begins with. */
    @Nullable
    private Stage latest;

    private long latestSince;

    private static final class Known {
        private final Knee knee;
        private final Rivals rivals = new Rivals();
        /** Who was answered last, and when. */
        private @Nullable Who who;

        private long heardAt;
        /** Whether it was looked at whose limit it shares. */
        private boolean compared;
        /** Whether it goes on with what another one found. */
        private boolean adopted;

        private boolean restored;

        Known(Knee knee) {
            this.knee = knee;
        }

        /** Whether what is known of others may be taken for it. */
        boolean isBlank() {
            return !restored && knee.isUntouched();
        }
    }

    ScopeKey key(String endpoint, Credential credential) {
        return scopes.key(endpoint, credential);
    }

    /** Takes an answer that no told limit explains; returns whether a limit changed. */
    boolean answered(Observation call, int left, long departed) {
        Who who = new Who(call.endpoint(), call.credential());
        Known entry = entry(key(call.endpoint(), call.credential()));
        boolean changed = entry.knee.answered(call, left, departed);
        note(entry, changed);
        entry.who = who;
        entry.heardAt = call.answeredAt();
        Who other = entry.rivals.apart(call, entry.knee.firstRun(), departed);
        rescoped = other != null && scopes.apart(who, other);
        if (rescoped) {
            byKey.clear();
            latest = null;
        }
        rescoped |= shares(entry);
        boolean adopted = adopts(entry);
        return changed || rescoped || adopted;
    }

    /** A call of a key ended that tells nothing; returns whether a limit changed. */
    boolean ended(ScopeKey key, int left, long departed) {
        Known entry = entry(key);
        boolean changed = entry.knee.ended(left, departed);
        note(entry, changed);
        rescoped = shares(entry);
        boolean adopted = adopts(entry);
        return changed || rescoped || adopted;
    }

    /** What was found for one is what those go on with that did not find it themselves. */
    private void note(Known entry, boolean changed) {
        Optional<Stage> known = changed && !entry.adopted ? entry.knee.stage().likewise() : Optional.empty();
        known.ifPresent(stage -> {
            latest = stage;
            latestSince = entry.knee.since();
        });
    }

    /** A key that meets a limit much sooner than another one did, which is shut or in use, shares it. Returns whether there is one. */
    private boolean shares(Known entry) {
        Who who = entry.who;
        if (entry.compared || who == null || !entry.knee.metWall()) {
            return false;
        }
        entry.compared = true;
        Known nearest = null;
        int narrowest = -1;
        for (Known other : byKey.values()) {
            int scope = other.who == null ? -1 : scopes.shared(who, other.who);
            if (other != entry && scope > narrowest && isSooner(entry, other)) {
                nearest = other;
                narrowest = scope;
            }
        }
        if (nearest == null) {
            return false;
        }
        if (!nearest.knee.stage().isSettled()) {
            latest = null;
        }
        nearest.knee.restart(entry.knee.firstRun(), entry.heardAt);
        together(who, nearest, narrowest);
        return true;
    }

    /**
     * One more call at the same time than is known was refused while others were in flight of which nothing is known: then these are
     * counted, too. Returns whether it is so.
     */
    boolean crowded(Observation call, Set<Who> flying) {
        Who who = new Who(call.endpoint(), call.credential());
        ScopeKey key = key(call.endpoint(), call.credential());
        Known entry = entry(key);
        Stage stage = entry.knee.stage();
        if (!stage.isSettled() || stage.triesMore() || stage.concurrency().isEmpty()) {
            return false;
        }
        for (Who other : flying) {
            ScopeKey beside = key(other.endpoint(), other.credential());
            int scope = beside.equals(key) || !isFree(beside) ? -1 : scopes.shared(who, other);
            if (scope >= 0) {
                together(who, entry, scope);
                return true;
            }
        }
        return false;
    }

    private void together(Who who, Known entry, int scope) {
        scopes.take(scope);
        rescoped = true;
        byKey.clear();
        byKey.put(key(who.endpoint(), who.credential()), entry);
    }

    private static boolean isSooner(Known entry, Known other) {
        boolean sooner = PARTS * entry.knee.firstRun() <= MOST_PARTS * other.knee.firstRun();
        boolean meanwhile = other.knee.isShut()
                || other.heardAt >= entry.knee.firstFrom() - Math.max(AT_ONCE, other.knee.firstTook());
        return sooner && meanwhile && other.knee.metWall();
    }

    /** One that met its limit goes on with what is known of another one by now. Returns whether it does. */
    private boolean adopts(Known entry) {
        Stage known = latest;
        boolean looking = entry.knee.metWall()
                && entry.knee.isShut()
                && entry.knee.stage().likewise().isEmpty();
        if (known == null || !looking || entry.adopted) {
            return false;
        }
        entry.adopted = true;
        entry.knee.adopt(known.likewise().orElseThrow(), entry.heardAt);
        return true;
    }

    /** Whether the last outcome changed what is counted together. */
    boolean rescoped() {
        return rescoped;
    }

    boolean isFree(ScopeKey key) {
        return entry(key).knee.stage() instanceof Free;
    }

    /** Whether a limit is looked for that it may meet soon. */
    boolean isTried(ScopeKey key) {
        Knee knee = entry(key).knee;
        return knee.stage().isCrowding() || (knee.stage() instanceof Free && knee.passed() < ENOUGH);
    }

    /** Most calls in flight. */
    int most(ScopeKey key) {
        return entry(key).knee.most();
    }

    long shutUntil(ScopeKey key) {
        return entry(key).knee.shutUntil();
    }

    List<Learned> limits(String endpoint, Credential credential) {
        Knee knee = entry(key(endpoint, credential)).knee;
        List<Learned> limits = new ArrayList<>();
        knee.stage().rate().ifPresent(rate -> limits.add(learned(knee, RATE, rate.quota(), rate.window())));
        knee.stage()
                .concurrency()
                .ifPresent(most -> limits.add(learned(knee, CONCURRENCY, most, new Window.Concurrent())));
        return limits;
    }

    List<Kept> save() {
        List<Kept> kept = new ArrayList<>();
        byKey.forEach((key, entry) -> {
            StageForm form = new StageForm(scopes.present(), entry.knee.stage(), entry.knee.since());
            if (form.isKnown() || (latest != null && !entry.isBlank())) {
                kept.add(new Kept(RATE, key, List.of(), form.numbers()));
            }
        });
        if (latest != null) {
            long[] numbers = new StageForm(scopes.present(), latest, latestSince).numbers();
            kept.add(new Kept(OTHERS, ScopeKey.WHOLE, List.of(), numbers));
        }
        return kept;
    }

    void restore(Kept kept) {
        StageForm.of(kept.saved()).ifPresent(form -> {
            scopes = Scopes.of(form.scope());
            if (kept.name().equals(OTHERS)) {
                latest = form.stage();
                latestSince = form.since();
            } else {
                Known entry = new Known(new Knee(form.stage(), form.since()));
                entry.compared = form.isKnown();
                entry.restored = true;
                byKey.put(kept.scopeKey(), entry);
            }
        });
    }

    private Learned learned(Knee knee, String name, long quota, Window window) {
        return new Learned(new Limit(name, scopes.scope(), quota, window), knee.since(), Learned.From.REFUSALS);
    }

    private Known entry(ScopeKey key) {
        Known entry = byKey.get(key);
        Stage known = latest;
        if (entry == null || (known != null && entry.isBlank())) {
            Stage stage = known == null ? new Free() : known.likewise().orElseThrow();
            entry = new Known(new Knee(stage, latestSince));
            byKey.put(key, entry);
        }
        return entry;
    }
}
