package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.meter.Word;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A limit that answers tell of: its quota, its window, and what it is counted by.
 *
 * <p>What is left falls with the calls that count. Each scope foretells what is used after a call; where one is
 * right and a wider one expects more, calls of others do not count, and the wider one is wrong. So it is where less is told of
 * than was before the call left: a window does not end sooner than it was told to, nor forget calls before it ends.
 */
final class ToldLimit {
    /** A larger quota is believed when it was told so often in a row. */
    private static final int OFTEN = 8;
    /** A refusal weighs as much as so many calls that pass; so many more than these are too many. */
    private static final int REFUSAL = 16;

    private static final int MANY = 640;
    private static final int FORGIVEN_AFTER = 64;
    /** A quota from before a restart is not believed any more when a larger one was told so often in a row. */
    private static final int OUTGROWN = 64;
    /** With more calls in flight it is not known exactly enough what is used. */
    static final int FEW = 2;

    private static final long FORM = 1;
    private static final int OWN = 4;
    /** Keys that are counted; then all are counted from anew. */
    private static final int MOST_KEYS = 10_000;

    private final String name;
    private final Scopes scopes;
    private final Map<CountedKey, Used> used = new HashMap<>();

    private final ToldWindow window = new ToldWindow();
    /** What each key was told; plans differ. */
    private final Map<ScopeKey, Quota> quotas = new HashMap<>();
    /** The least of them, with which those begin that were told nothing yet. */
    private long quota;
    /** The least from before a restart, while those to whom it was told may be still to come; 0: there is none. */
    private long restored;
    /** How often in a row more than that was told. */
    private int aboveRestored;

    /** Whether it is larger for some, so that each has what it is told. */
    private boolean differs;

    private long since;
    private int refusals;
    private long compared;

    /** A key of one of the scopes. */
    private record CountedKey(int scope, ScopeKey key) {}

    /** Units of a key in its present window, which ends no later than an instant. */
    private static final class Used {
        private long units;
        private final long endsTo;
        /** What was told before the last calls left, and what those were told that left after it. */
        private @Nullable Mark base;

        private @Nullable Mark next;

        Used(long units, long endsTo) {
            this.units = units;
            this.endsTo = endsTo;
        }

        /** What was told before a call left. */
        @Nullable
        Mark before(Observation call) {
            Mark last = next != null && next.isBefore(call) ? next : base;
            return last != null && last.isBefore(call) ? last : null;
        }

        void mark(Observation call, Mark told) {
            if (next == null || next.isBefore(call)) {
                base = next;
                next = told;
            }
        }
    }

    /**
     * What an answer told of a window.
     *
     * @param endsFrom epoch ms before which it does not end
     * @param departed calls that had left until it was heard
     * @param answeredAt epoch ms
     */
    private record Mark(long units, long endsFrom, long departed, long answeredAt) {
        /** Where many are in flight, most were decided before that was heard; but some of them left after it. */
        boolean isBefore(Observation call) {
            return call.departure().number() > departed || call.sentAt() > answeredAt;
        }
    }

    private static final class Quota {
        private long units;
        /** How often in a row a larger one was told. */
        private int larger;
    }

    ToldLimit(String name, Scopes scopes) {
        this.name = name;
        this.scopes = scopes;
    }

    /**
     * Takes what an answer tells; returns whether the limit changed.
     *
     * @param departed calls that have left until now
     */
    boolean hear(Told told, Observation call, long departed) {
        Optional<Limit> before = limit();
        boolean scopeChanged = false;
        if (told.word().quota().isPresent()) {
            quota(
                    scopes.key(call.endpoint(), call.credential()),
                    told.word().quota().getAsLong());
        }
        boolean first = false;
        if (told.word().remaining().isPresent() && told.word().quota().isPresent()) {
            long units =
                    told.word().quota().getAsLong() - told.word().remaining().getAsLong();
            scopeChanged = call.refused() ? refused() : compare(units, call, departed, told.word());
            first = units == 1;
        }
        if (scopeChanged) {
            window.forget();
            quotas.clear();
            restored = 0;
        }
        window.hear(told, call, scopes.key(call.endpoint(), call.credential()), first);
        boolean changed = scopeChanged || !before.equals(limit());
        since = changed ? call.answeredAt() : since;
        return changed;
    }

    /** The limit, once its window is known, too. */
    Optional<Limit> limit() {
        Optional<Window> known = window.known();
        return quota == 0 || known.isEmpty()
                ? Optional.empty()
                : Optional.of(new Limit(name, scopes.scope(), quota, differs, known.get(), 100, Map.of()));
    }

    long since() {
        return since;
    }

    long[] save() {
        long[] all = new long[OWN + ToldWindow.FIELDS];
        all[0] = FORM;
        all[1] = scopes.present();
        all[2] = quota;
        all[3] = since;
        window.save(all, OWN);
        return all;
    }

    /** What {@link #save} gave; empty where another version did. */
    static Optional<ToldLimit> restore(String name, long[] saved) {
        if (saved.length != OWN + ToldWindow.FIELDS || saved[0] != FORM) {
            return Optional.empty();
        }
        ToldLimit limit = new ToldLimit(name, Scopes.at((int) saved[1]));
        limit.quota = saved[2];
        limit.restored = saved[2];
        limit.since = saved[3];
        limit.window.restore(saved, OWN);
        return Optional.of(limit);
    }

    private void quota(ScopeKey key, long told) {
        if (quotas.size() > MOST_KEYS) {
            quotas.clear();
        }
        Quota its = quotas.computeIfAbsent(key, k -> new Quota());
        its.larger = told > its.units ? its.larger + 1 : 0;
        aboveRestored = told > restored ? aboveRestored + 1 : 0;
        boolean outgrown = restored > 0 && aboveRestored >= OUTGROWN;
        restored = outgrown ? 0 : restored;
        boolean believed = its.units == 0 || told < its.units || its.larger >= OFTEN;
        if (believed) {
            its.units = told;
            its.larger = 0;
        }
        if (believed || outgrown) {
            long least =
                    quotas.values().stream().mapToLong(one -> one.units).min().orElse(told);
            quota = restored > 0 ? Math.min(restored, least) : least;
            differs = quotas.values().stream().anyMatch(one -> one.units > quota);
        }
    }

    /** It is spent more often than meters of the right window and scope would let it be. */
    private boolean refused() {
        refusals += REFUSAL;
        if (!window.slides()) {
            if (refusals >= MANY / 8) {
                if (!window.lengthen()) {
                    window.slide();
                }
                refusals = 0;
            }
            return false;
        }
        if (refusals < MANY || scopes.present() == 0) {
            return false;
        }
        refusals = 0;
        return scopes.widen();
    }

    /** Finds the scopes that foretell too much; returns whether another one is taken now. */
    private boolean compare(long units, Observation call, long departed, Word word) {
        if (used.size() > MOST_KEYS) {
            used.clear();
        }
        long[] foretold = new long[Scopes.ALL.size()];
        boolean[] forgets = new boolean[foretold.length];
        Mark mark = new Mark(units, word.resetFrom(), departed, call.answeredAt());
        for (int i = 0; i < foretold.length; i++) {
            CountedKey key = new CountedKey(i, Scopes.key(i, call.endpoint(), call.credential()));
            Used before = used.get(key);
            forgets[i] = before != null && forgets(before.before(call), units, call, word);
            Used counted = count(key, before, units, word);
            counted.mark(call, mark);
            foretold[i] = counted.units;
        }
        refusals = Math.max(0, refusals - 1);
        if (++compared % FORGIVEN_AFTER == 0) {
            scopes.forgive();
        }
        boolean changed = contradict(forgets);
        long among = call.among(departed);
        return (among <= FEW && speak(foretold, units, among)) || changed;
    }

    /** Whether it would be the window told of before the call left, and ends sooner now, or has forgotten calls before its end. */
    private boolean forgets(@Nullable Mark mark, long units, Observation call, Word word) {
        if (mark == null || !word.tellsReset()) {
            return false;
        }
        boolean open = call.answeredAt() < mark.endsFrom;
        return word.resetTo() < mark.endsFrom || (open && !window.slides() && units <= mark.units);
    }

    /** A scope whose window forgets is wrong where that of a narrower one does not. */
    private boolean contradict(boolean[] forgets) {
        boolean changed = false;
        boolean allNarrower = forgets[Scopes.NARROWEST];
        for (int i = Scopes.NARROWEST - 1; i >= 0; i--) {
            changed |= forgets[i] && !allNarrower && scopes.against(i);
            allNarrower &= forgets[i];
        }
        return changed;
    }

    /** A scope that foretells too much is wrong where a narrower one foretells what is told. */
    private boolean speak(long[] foretold, long units, long among) {
        boolean changed = false;
        long error = Long.MAX_VALUE;
        for (int i = Scopes.NARROWEST; i > 0; i--) {
            error = Math.min(error, Math.abs(foretold[i] - units));
            boolean tooMuch = error < among && foretold[i - 1] - units >= error + 2 * among;
            changed |= tooMuch && scopes.against(i - 1);
        }
        return changed;
    }

    /** Counts a call; returns what is used now if that scope is the right one. */
    private Used count(CountedKey key, @Nullable Used before, long units, Word word) {
        boolean turned = before != null && word.tellsReset() && word.resetFrom() > before.endsTo;
        Used now = before;
        if (now == null || turned) {
            now = new Used(turned ? 0 : units - 1, word.tellsReset() ? word.resetTo() : Long.MAX_VALUE);
            used.put(key, now);
        }
        now.units++;
        return now;
    }
}
