package io.sluice.streams.scheduler;

import io.sluice.schemas.Answered;
import java.time.Duration;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the last 24 hours, by the ids that their senders gave.
 *
 * <p>They lie in half days, which the store drops as a whole: nothing looks for what is old, and to forget writes nothing.
 */
final class AnswerMemory {
    /** For so long an id is remembered. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    static final Duration HALF_DAY = Duration.ofHours(12);

    private final WindowStore<String, Answered> store;
    private final AnsweredIds ids;

    /** @param now the time of day, in ms since 1970 */
    AnswerMemory(WindowStore<String, Answered> store, long now) {
        this.store = store;
        this.ids = new AnsweredIds(firstKnown(store, now));
    }

    /** After a restart, answers of this half day are there already; and of the next, if their writer's clock was ahead. */
    private static long firstKnown(WindowStore<String, Answered> store, long now) {
        try (KeyValueIterator<Windowed<String>, Answered> before = store.all()) {
            return before.hasNext() ? halfDay(now) + 2 * HALF_DAY.toMillis() : Long.MIN_VALUE;
        }
    }

    void put(String requestId, Answered answer) {
        long halfDay = halfDay(answer.getAt());
        store.put(requestId, answer, halfDay);
        ids.add(requestId, halfDay);
    }

    /** The latest answer under an id, if it was given within 24 hours. */
    @Nullable
    Answered find(String requestId, long now) {
        long oldest = now - REMEMBERED.toMillis();
        // Who wrote it may have had a clock that was ahead.
        for (long start = halfDay(now) + HALF_DAY.toMillis(); start >= halfDay(oldest); start -= HALF_DAY.toMillis()) {
            Answered answer = ids.mayHold(requestId, start) ? store.fetch(requestId, start) : null;
            if (answer != null) {
                return answer.getAt() >= oldest ? answer : null;
            }
        }
        return null;
    }

    private static long halfDay(long at) {
        return at - Math.floorMod(at, HALF_DAY.toMillis());
    }
}
