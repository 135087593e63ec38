package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The limits that refusals tell of: one for each key of the scope that they seem to be counted by. */
final class RefusalLimits {
    private static final String RATE = "learned";
    private static final String CONCURRENCY = "learned-concurrency";
    /** The name under which is kept what was found for one key, and others begin with. */
    private static final String OTHERS = "learned-elsewhere";

    /** Keys that were heard of within this time of each other are in use together, ms. */
    private static final long AT_ONCE = 1_000;

    /** One that has passed so many calls need not be tried alone any more. */
    private static final long ENOUGH = 1_000;

    private static final int MOST_KEYS = 10_000;
    private static final float LOAD = 0.75f;

    private Scopes scopes = Scopes.ofEachCredential();
    /** Of keys that were not seen for long, nothing is known any more when there are too many. */
    private final Map<ScopeKey, SearchedKey> byKey = new LinkedHashMap<>(16, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ScopeKey, SearchedKey> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private boolean rescoped;

    private final Findings findings = new Findings();

    ScopeKey key(String endpoint, Credential credential) {
        return scopes.key(endpoint, credential);
    }

    /** Takes an answer that no told limit explains; returns whether a limit changed. */
    boolean answered(Observation call, int left, long departed) {
        Caller caller = new Caller(call.endpoint(), call.credential());
        SearchedKey entry = entry(key(call.endpoint(), call.credential()));
        boolean changed = entry.search.answered(call, left, departed);
        entry.caller = caller;
        entry.heardAt = call.answeredAt();
        findings.note(entry, changed);
        Caller other = entry.separate.apart(call, entry.search.firstRun(), departed);
        rescoped = other != null && scopes.apart(caller, other);
        if (rescoped) {
            byKey.clear();
            findings.forget();
        }
        rescoped |= shares(entry);
        boolean adopted = findings.adopts(entry);
        return changed || rescoped || adopted;
    }

    /** A call of a key ended that tells nothing; returns whether a limit changed. */
    boolean ended(ScopeKey key, int left, long departed) {
        SearchedKey entry = entry(key);
        boolean changed = entry.search.ended(left, departed);
        findings.note(entry, changed);
        rescoped = shares(entry);
        boolean adopted = findings.adopts(entry);
        return changed || rescoped || adopted;
    }

    /** A key that meets a limit much sooner than another one did, which is shut or in use, shares it. Returns whether there is one. */
    private boolean shares(SearchedKey entry) {
        Caller caller = entry.caller;
        if (entry.compared || caller == null || !entry.search.metWall()) {
            return false;
        }
        entry.compared = true;
        SearchedKey nearest = null;
        int narrowest = -1;
        for (SearchedKey other : byKey.values()) {
            int scope = other.caller == null ? -1 : scopes.shared(caller, other.caller);
            if (other != entry && scope > narrowest && isSooner(entry, other)) {
                nearest = other;
                narrowest = scope;
            }
        }
        if (nearest == null) {
            return false;
        }
        if (!nearest.search.stage().isSettled()) {
            findings.forget();
        }
        nearest.search.restart(entry.search.firstRun(), entry.heardAt);
        together(caller, nearest, narrowest);
        return true;
    }

    /**
     * One more call at the same time than is known was refused while others were in flight of which nothing is known: then these are
     * counted, too. Returns whether it is so.
     */
    boolean crowded(Observation call, Set<Caller> flying) {
        Caller caller = new Caller(call.endpoint(), call.credential());
        ScopeKey key = key(call.endpoint(), call.credential());
        SearchedKey entry = entry(key);
        Stage stage = entry.search.stage();
        if (!stage.isSettled() || stage.triesMore() || stage.concurrency().isEmpty()) {
            return false;
        }
        for (Caller other : flying) {
            ScopeKey beside = key(other.endpoint(), other.credential());
            int scope = beside.equals(key) || !isFree(beside) ? -1 : scopes.shared(caller, other);
            if (scope >= 0) {
                together(caller, entry, scope);
                return true;
            }
        }
        return false;
    }

    /** Keys that are one from now on begin anew, but for the one that told; those whose calls nobody shares go on. */
    private void together(Caller caller, SearchedKey entry, int scope) {
        scopes.take(scope);
        rescoped = true;
        List<SearchedKey> all = List.copyOf(byKey.values());
        byKey.clear();
        Set<ScopeKey> shared = new HashSet<>();
        for (SearchedKey one : all) {
            Caller its = one == entry ? null : one.caller;
            ScopeKey key = its == null ? null : key(its.endpoint(), its.credential());
            if (key != null && byKey.putIfAbsent(key, one) != null) {
                shared.add(key);
            }
        }
        byKey.keySet().removeAll(shared);
        byKey.put(key(caller.endpoint(), caller.credential()), entry);
    }

    private boolean isSooner(SearchedKey entry, SearchedKey other) {
        boolean meanwhile = other.search.isShut()
                || other.heardAt >= entry.search.firstFrom() - Math.max(AT_ONCE, other.search.firstTook());
        return meanwhile && findings.isSooner(entry, other);
    }

    /** Whether the last outcome changed what is counted together. */
    boolean rescoped() {
        return rescoped;
    }

    boolean isFree(ScopeKey key) {
        KeySearch search = entry(key).search;
        return search.stage() instanceof Unrefused && !search.isDraining();
    }

    /** Whether a limit is looked for that it may meet soon. */
    boolean isTried(ScopeKey key) {
        SearchedKey entry = entry(key);
        boolean unknown = entry.search.stage() instanceof Unrefused && entry.search.passed() < ENOUGH;
        return entry.search.stage().isCrowding() || (unknown && !findings.isNear(entry));
    }

    boolean holdsBack(ScopeKey key) {
        KeySearch search = entry(key).search;
        return search.isShut()
                || search.isDraining()
                || search.stage().concurrency().isPresent();
    }

    /** Whether calls at the same time are known to be what is counted, and how many may be. */
    boolean isCrowdKnown(ScopeKey key) {
        KeySearch search = entry(key).search;
        return !search.isShut()
                && !search.isDraining()
                && search.stage().isSettled()
                && search.stage().concurrency().isPresent();
    }

    boolean knew(ScopeKey key) {
        return entry(key).search.knew();
    }

    /** The refusals that were the last outcomes were none of a limit; returns whether something else is known now. */
    boolean misled(ScopeKey key) {
        return entry(key).search.misled();
    }

    /** Calls that passed. */
    long passed(ScopeKey key) {
        return entry(key).search.passed();
    }

    /** Most calls in flight. */
    int most(ScopeKey key) {
        SearchedKey entry = entry(key);
        return findings.isNear(entry) ? Unrefused.fewest(entry.search.passed()) : entry.search.most();
    }

    long shutUntil(ScopeKey key) {
        return entry(key).search.shutUntil();
    }

    /** What calls are held to, which may be a trial. */
    List<Learned> limits(String endpoint, Credential credential) {
        KeySearch search = entry(key(endpoint, credential)).search;
        return learned(search, search.stage().rate(), search.stage().concurrency());
    }

    /** The part of it that is known. */
    List<Learned> known(String endpoint, Credential credential) {
        KeySearch search = entry(key(endpoint, credential)).search;
        return learned(search, search.stage().known(), search.stage().knownConcurrency());
    }

    List<SavedLimit> save() {
        List<SavedLimit> kept = new ArrayList<>();
        byKey.forEach((key, entry) -> {
            SavedStage form = new SavedStage(scopes.present(), entry.search.stage(), entry.search.since());
            if (form.isKnown() || (findings.isAny() && !entry.isBlank())) {
                kept.add(new SavedLimit(RATE, key, List.of(), form.numbers()));
            }
        });
        findings.latest().ifPresent(latest -> {
            long[] numbers = new SavedStage(scopes.present(), latest, findings.since()).numbers();
            kept.add(new SavedLimit(OTHERS, ScopeKey.WHOLE, List.of(), numbers));
        });
        return kept;
    }

    void restore(SavedLimit kept) {
        SavedStage.of(kept.saved()).ifPresent(form -> {
            scopes = Scopes.of(form.scope());
            if (kept.name().equals(OTHERS)) {
                findings.restore(form.stage(), form.since());
            } else {
                SearchedKey entry = new SearchedKey(new KeySearch(form.stage(), form.since()));
                entry.compared = form.isKnown();
                entry.restored = true;
                byKey.put(kept.scopeKey(), entry);
            }
        });
    }

    private List<Learned> learned(KeySearch search, Optional<Rate> rate, Optional<Long> concurrency) {
        List<Limit> limits = new ArrayList<>();
        rate.ifPresent(one -> limits.add(new Limit(RATE, scopes.scope(), one.quota(), one.window())));
        concurrency.ifPresent(
                most -> limits.add(new Limit(CONCURRENCY, scopes.scope(), most, new Window.Concurrent())));
        boolean proven = search.stage().isProven();
        return limits.stream()
                .map(limit -> new Learned(limit, proven, search.since(), Learned.From.REFUSALS))
                .toList();
    }

    private SearchedKey entry(ScopeKey key) {
        SearchedKey entry = byKey.get(key);
        if (entry == null || (entry.isBlank() && findings.isAny())) {
            entry = new SearchedKey(new KeySearch(findings.latest().orElseGet(Unrefused::new), findings.since()));
            byKey.put(key, entry);
        }
        return entry;
    }
}
