package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.meter.Word;
import io.sluice.core.provider.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The length and kind of a window, from what answers tell about its end.
 *
 * <p>An end that stays put until it jumps is that of a window which a first call opened. One that moves along with the
 * clock is that of a sliding window or a bucket; a sliding window of the time until all is back suits both.
 */
final class ToldWindow {
    static final int FIELDS = 4;

    private static final long UNKNOWN = 0;
    private static final int MOST_KEYS = 10_000;
    /** Told ends have a grain of a second, at both ends of a window; ms. */
    private static final long GRAIN = 2_000;
    /** An end that moved so often moves along. */
    private static final int OFTEN = 3;

    /** The length as told, ms; it was rounded up to whole seconds. */
    private long told = UNKNOWN;
    /** It lies within these bounds, as far as openings tell; ms. */
    private long least = UNKNOWN;

    private long most = UNKNOWN;
    private int moved;
    private final Map<ScopeKey, End> ends = new HashMap<>();

    /** When the present window of a key ends, and what is left of it. */
    private static final class End {
        private long from = Long.MIN_VALUE;
        private long to = Long.MIN_VALUE;
        private long remaining;
    }

    /** What windows were taken together was wrong. */
    void forget() {
        ends.clear();
        moved = 0;
    }

    boolean slides() {
        return moved >= OFTEN;
    }

    /**
     * Calls are refused that would not be if it were as long as it is taken to be: it is longer, where what was told lets it be;
     * returns whether that is so.
     */
    boolean lengthen() {
        if (isAsTold() || length() >= most) {
            return false;
        }
        least = length() + 1;
        return true;
    }

    /** Calls are refused that would not be if its end stayed put. */
    void slide() {
        moved = OFTEN;
    }

    /**
     * Takes what an answer tells.
     *
     * @param first whether its call is the only one counted
     */
    void hear(Told words, Observation call, ScopeKey key, boolean first) {
        if (words.perMillis().isPresent()) {
            told = words.perMillis().getAsLong();
        }
        if (ends.size() > MOST_KEYS) {
            ends.clear();
        }
        if (words.word().tellsReset() && !call.refused()) {
            opens(words.word(), call, first);
            moves(words.word(), call, ends.computeIfAbsent(key, k -> new End()), first);
        }
    }

    private void opens(Word word, Observation call, boolean first) {
        long atLeast = Math.max(1, word.resetFrom() - call.answeredAt());
        long atMost = Math.max(1, word.resetTo() - call.sentAt());
        boolean meets = most != UNKNOWN && atLeast <= most && atMost >= least;
        if (first && meets) {
            least = Math.max(least, atLeast);
            most = Math.min(most, atMost);
        } else if (first || most == UNKNOWN || atMost > most + GRAIN) {
            least = atLeast;
            most = atMost;
        }
    }

    private void moves(Word word, Observation call, End end, boolean first) {
        boolean over = end.to < call.sentAt();
        boolean back = word.remaining().orElse(0) > end.remaining + 1;
        boolean later = word.resetFrom() > end.to;
        end.remaining = word.remaining().orElse(0);
        if (first || over || later) {
            moved += later && !first && !over && !back ? 1 : 0;
            end.from = word.resetFrom();
            end.to = word.resetTo();
        } else if (word.resetTo() >= end.from) {
            end.from = Math.max(end.from, word.resetFrom());
            end.to = Math.min(end.to, word.resetTo());
        }
    }

    Optional<Window> known() {
        if (most == UNKNOWN && told == UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(slides() ? new Window.Sliding(length()) : new Window.FirstCall(length()));
    }

    private long length() {
        return isAsTold() ? told : RoundTimes.within(least, most);
    }

    private boolean isAsTold() {
        return told != UNKNOWN && (most == UNKNOWN || told <= most || slides());
    }

    void save(long[] to, int from) {
        long[] all = {told, least, most, moved};
        System.arraycopy(all, 0, to, from, FIELDS);
    }

    void restore(long[] saved, int from) {
        told = saved[from];
        least = saved[from + 1];
        most = saved[from + 2];
        moved = (int) saved[from + 3];
    }
}
