package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits that refusals tell of: one for each key of the scope that they seem to be counted by. */
final class Knees {
    private static final String RATE = "learned";
    private static final String CONCURRENCY = "learned-concurrency";
    private static final long FORM = 1;
    private static final int NUMBERS = 7;
    private static final long WINDOW = 0;
    private static final long BUCKET = 1;
    /** A bucket that is being emptied, to measure it. */
    private static final long EMPTYING = 2;

    private Scopes scopes = new Scopes();
    private final Map<ScopeKey, Entry> byKey = new HashMap<>();
    private boolean rescoped;

    /** What was found for one key is what another one begins with. */
    @Nullable
    private Stage latest;

    private long latestSince;

    private static final class Entry {
        private final Knee knee;
        private final Rivals rivals = new Rivals();

        Entry(Knee knee) {
            this.knee = knee;
        }
    }

    ScopeKey key(String endpoint, Credential credential) {
        return scopes.key(endpoint, credential);
    }

    /** Takes an answer that no told limit explains; returns whether a limit changed. */
    boolean answered(Observation call, int left) {
        Entry entry = entry(key(call.endpoint(), call.credential()));
        boolean changed = noted(entry, entry.knee.answered(call, left));
        Who other = entry.rivals.apart(call);
        rescoped =
                other != null && scopes.apart(call.endpoint(), call.credential(), other.endpoint(), other.credential());
        if (rescoped) {
            byKey.clear();
            latest = null;
        }
        return changed || rescoped;
    }

    /** A call of a key ended that tells nothing; returns whether a limit changed. */
    boolean ended(ScopeKey key, int left) {
        Entry entry = entry(key);
        return noted(entry, entry.knee.ended(left));
    }

    private boolean noted(Entry entry, boolean changed) {
        if (changed && entry.knee.stage().likewise().isPresent()) {
            latest = entry.knee.stage();
            latestSince = entry.knee.since();
        }
        return changed;
    }

    /** Whether the last answer changed what is counted together. */
    boolean rescoped() {
        return rescoped;
    }

    boolean isFree(ScopeKey key) {
        return entry(key).knee.stage() instanceof Free;
    }

    Pace pace(ScopeKey key) {
        Knee knee = entry(key).knee;
        return new Pace(key, knee.most(), knee.shutUntil());
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
            Stage stage = entry.knee.stage();
            Rate rate = stage.known().orElse(new Rate(1, 1, false));
            long concurrency = stage.concurrency().orElse(0L);
            if (stage.known().isPresent() || concurrency > 0) {
                long[] numbers = {
                    FORM,
                    scopes.present(),
                    kind(stage, rate),
                    rate.quota(),
                    rate.perMillis(),
                    concurrency,
                    entry.knee.since()
                };
                kept.add(new Kept(RATE, key, List.of(), numbers));
            }
        });
        return kept;
    }

    void restore(Kept kept) {
        long[] saved = kept.saved();
        if (saved.length != NUMBERS || saved[0] != FORM) {
            return;
        }
        scopes = Scopes.at((int) saved[1]);
        Rate rate = new Rate(saved[3], saved[4], saved[2] != WINDOW);
        Stage ofRate = rate.refilled() ? Refill.of(rate, saved[2] == EMPTYING) : Settled.of(rate);
        Stage stage = saved[5] > 0 ? Crowded.of((int) saved[5]) : ofRate;
        byKey.put(kept.scopeKey(), new Entry(new Knee(stage, saved[6])));
    }

    private static long kind(Stage stage, Rate rate) {
        long bucket = stage.rate().isPresent() ? BUCKET : EMPTYING;
        return rate.refilled() ? bucket : WINDOW;
    }

    private Learned learned(Knee knee, String name, long quota, Window window) {
        return new Learned(new Limit(name, scopes.scope(), quota, window), knee.since(), Learned.From.REFUSALS);
    }

    private Entry entry(ScopeKey key) {
        return byKey.computeIfAbsent(
                key,
                k -> new Entry(
                        new Knee(latest == null ? new Free() : latest.likewise().orElseThrow(), latestSince)));
    }
}
