package io.sluice.streams.scheduler;

import io.sluice.schemas.Mark;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells a task when it may spend.
 *
 * <p>A transaction made by a punctuator alone is not fenced; so a task spends nothing until it has read a mark of its own
 * back, after which every commit carries an offset. And a retry topic is restored only up to the committed offset; so a
 * task serves nobody until it has read a barrier of its own back from both.
 */
final class Marks {
    private static final long EVERY = 1_000;

    private final Out out;
    private final String nonce;
    private final Set<String> barriers;
    private boolean markRead;
    private long next;
    private boolean begun;

    Marks(Out out, String nonce, String... retrySinks) {
        this.out = out;
        this.nonce = nonce;
        this.barriers = new HashSet<>(Set.of(retrySinks));
    }

    /** Writes the first mark and the barriers, once: what is read of a retry topic before its barrier is the predecessor's. */
    void begin(long now) {
        if (!begun) {
            advance(now);
        }
    }

    /** Writes what is due. */
    void advance(long now) {
        if (!begun) {
            begun = true;
            barriers.forEach(sink -> out.barrier(sink, nonce));
        }
        if (now >= next) {
            next = now + EVERY;
            out.mark(new Mark(nonce, now));
        }
    }

    /** A mark was read; returns whether it is this task's own. */
    boolean read(Mark mark) {
        boolean own = mark.getNonce().equals(nonce);
        markRead |= own;
        return own;
    }

    /** A barrier was read from a retry topic. */
    void readBarrier(String sink, String writer) {
        if (writer.equals(nonce)) {
            barriers.remove(sink);
        }
    }

    /** What it waits for. */
    String missing() {
        return markRead
                ? "has not read its barriers back from the retry topics"
                : "has not read its mark back from outcomes";
    }

    boolean passed() {
        return markRead && barriers.isEmpty();
    }
}
