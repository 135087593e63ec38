package io.sluice.streams.scheduler;

import io.sluice.schemas.Mark;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.header.Header;

/**
 * How a task takes over from the one before: what it must have read before it may spend.
 *
 * <p>A transaction made by a punctuator alone is not fenced; so a task spends nothing until it has read a mark of its own
 * back, after which every commit carries an offset. And a retry topic is restored only up to the committed offset; so a
 * task serves nobody until it has read a barrier of its own back from both. What it reads behind a barrier it wrote itself.
 */
final class TakeOver {
    private static final long EVERY = 1_000;

    private final Out out;
    private final String nonce;
    private final WaitingRoom waitingRoom;
    private final Set<String> barriers;
    private boolean whole;
    private boolean markRead;
    private long next;
    private boolean begun;

    TakeOver(Out out, String nonce, WaitingRoom waitingRoom) {
        this.out = out;
        this.nonce = nonce;
        this.waitingRoom = waitingRoom;
        this.barriers = new HashSet<>(waitingRoom.sinks());
    }

    /** Looks at the stores; see {@link #isWhole}. */
    void resume() {
        whole = waitingRoom.takeOver();
    }

    /** Whether the waiting room has all that was written to it before; if not, it must be made anew from its log. */
    boolean isWhole() {
        return whole;
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

    /**
     * A record of a retry topic was read.
     *
     * @param sink where this task writes to that topic
     */
    void read(String sink, Input input) {
        if (!barriers.contains(sink)) {
            return;
        }
        byte[] key = Objects.requireNonNull(input.key(), "records without keys are not passed on");
        if (input.keyText().equals(WaitingRoom.BARRIER)) {
            Header writer = input.headers().lastHeader(Out.NONCE);
            if (writer != null && nonce.equals(new String(writer.value(), StandardCharsets.UTF_8))) {
                barriers.remove(sink);
            }
        } else {
            waitingRoom.read(sink, key, input.value());
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
