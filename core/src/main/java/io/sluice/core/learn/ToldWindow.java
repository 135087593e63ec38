package io.sluice.core.learn;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Window;
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

    /** The length as told, ms; it was rounded up to whole seconds. */
    private long told = UNKNOWN;
    /** It lies within these bounds, as far as openings tell; ms. */
    private long least = UNKNOWN;

    private long most = UNKNOWN;
    private boolean slides;
    private long endsFrom = Long.MIN_VALUE;
    private long endsTo = Long.MIN_VALUE;
    private long remaining;

    /**
     * Takes what an answer tells.
     *
     * @param first whether its call is the only one counted
     */
    void hear(Told words, Observation call, boolean first) {
        if (words.perMillis().isPresent()) {
            told = words.perMillis().getAsLong();
        }
        Word word = words.word();
        if (!word.tellsReset() || call.refused()) {
            return;
        }
        long atMost = Math.max(1, word.resetTo() - call.sentAt());
        if (first) {
            long atLeast = Math.max(1, word.resetFrom() - call.answeredAt());
            boolean meets = most != UNKNOWN && atLeast <= most && atMost >= least;
            least = meets ? Math.max(least, atLeast) : atLeast;
            most = meets ? Math.min(most, atMost) : atMost;
        } else if (most == UNKNOWN || atMost > most + 2_000) {
            least = Math.max(1, word.resetFrom() - call.answeredAt());
            most = atMost;
        }
        moves(word, call, first);
    }

    private void moves(Word word, Observation call, boolean first) {
        boolean over = endsTo < call.sentAt();
        boolean back = word.remaining().orElse(0) > remaining + 1;
        boolean later = word.resetFrom() > endsTo;
        remaining = word.remaining().orElse(0);
        if (first || over || later) {
            slides |= later && !first && !over && !back;
            endsFrom = word.resetFrom();
            endsTo = word.resetTo();
        } else if (word.resetTo() >= endsFrom) {
            endsFrom = Math.max(endsFrom, word.resetFrom());
            endsTo = Math.min(endsTo, word.resetTo());
        }
    }

    Optional<Window> known() {
        if (most == UNKNOWN && told == UNKNOWN) {
            return Optional.empty();
        }
        long per = length();
        return Optional.of(slides ? new Window.Sliding(per) : new Window.FirstCall(per));
    }

    private long length() {
        if (told != UNKNOWN && (most == UNKNOWN || told <= most || slides)) {
            return told;
        }
        return RoundTimes.within(least, most);
    }

    long[] save() {
        return new long[] {told, least, most, slides ? 1 : 0};
    }

    void restore(long[] saved, int from) {
        told = saved[from];
        least = saved[from + 1];
        most = saved[from + 2];
        slides = saved[from + 3] == 1;
    }
}
