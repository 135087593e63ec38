package io.sluice.core.learn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found for one key is what others begin or go on with.
 *
 * <p>While it is looked for, others go carefully where that one met its limit: they probably have the same, and each that meets it
 * costs refusals that tell nothing new.
 */
final class Findings {
    /** Three of four calls are almost as many. */
    private static final long PARTS = 4;

    private static final long MOST_PARTS = 3;
    /** One that has passed so many times as many calls has another limit. */
    private static final long MANY = 4;

    @Nullable
    private Stage latest;

    private long since;
    /** For which key; null after a restart. */
    @Nullable
    private SearchedKey finder;

    /** The key that met a limit first of those that are looking for it. */
    @Nullable
    private SearchedKey pioneer;

    /** An outcome of a key was heard of; what is known of it may have changed. */
    void note(SearchedKey entry, boolean changed) {
        Optional<Stage> known = changed && !entry.adopted ? entry.search.stage().likewise() : Optional.empty();
        known.ifPresent(stage -> {
            latest = stage;
            finder = entry;
            since = entry.search.since();
        });
        if (isLooking(entry) && (pioneer == null || !isLooking(pioneer))) {
            pioneer = entry;
        }
    }

    private static boolean isLooking(SearchedKey entry) {
        Stage stage = entry.search.stage();
        return entry.search.metWall() && (!stage.isSettled() || stage.likewise().isEmpty());
    }

    boolean isAny() {
        return latest != null;
    }

    Optional<Stage> latest() {
        return latest == null ? Optional.empty() : latest.likewise();
    }

    /** Epoch ms of the answer that led to it. */
    long since() {
        return since;
    }

    void restore(Stage stage, long foundAt) {
        latest = stage;
        since = foundAt;
    }

    /** What is counted together is not what it was. */
    void forget() {
        latest = null;
        pioneer = null;
    }

    /** Whether it has passed about as many calls, and met no limit, as another one had when it met that which it looks for now. */
    boolean isNear(SearchedKey entry) {
        SearchedKey first = pioneer;
        return first != null
                && entry != first
                && (isLooking(first) || mayAdopt(entry))
                && reaches(entry, first)
                && entry.search.passed() < MANY * first.search.firstRun();
    }

    private static boolean reaches(SearchedKey entry, SearchedKey first) {
        return entry.search.isUnrefused() && PARTS * entry.search.passed() >= MOST_PARTS * first.search.firstRun();
    }

    /** Whether a key met its limit with many fewer calls than another one. */
    boolean isSooner(SearchedKey entry, SearchedKey other) {
        long held = isNear(other) ? other.search.passed() : other.search.firstRun();
        boolean known = isNear(other) || other.search.metWall();
        return known && PARTS * entry.search.firstRun() <= MOST_PARTS * held;
    }

    /** One that meets its limit, or is near it, goes on with what is known of another one by now. Returns whether it does. */
    boolean adopts(SearchedKey entry) {
        Stage known = latest;
        if (known == null || !mayAdopt(entry)) {
            return false;
        }
        entry.adopted = true;
        entry.compared = true;
        entry.search.adopt(known.likewise().orElseThrow(), entry.heardAt);
        return true;
    }

    private boolean mayAdopt(SearchedKey entry) {
        Stage known = latest;
        return known != null && entry != finder && !entry.adopted && isAlike(entry, known);
    }

    /** Whether a key meets its limit, or is near where another one met it, and no more passed than what is known allows. */
    private boolean isAlike(SearchedKey entry, Stage known) {
        boolean isUnknown = isLooking(entry) && entry.search.stage().likewise().isEmpty();
        boolean isMet = isUnknown && (entry.search.isShut() || entry.search.isReopened());
        SearchedKey first = finder;
        Optional<Rate> rate = known.known();
        if (first == null || rate.isEmpty()) {
            return isMet;
        }
        return (isMet || reaches(entry, first)) && entry.search.isWithin(rate.get(), first.search.firstRun());
    }
}
