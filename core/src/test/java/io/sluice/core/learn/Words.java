package io.sluice.core.learn;

import io.sluice.core.meter.Word;
import java.util.List;
import java.util.OptionalLong;

/** How answers tell about the limit. */
enum Words {
    NONE,
    RETRY_AFTER,
    /** Quota, remaining and reset in whole seconds. */
    LEGACY,
    /** The same, and the window's length. */
    POLICY;

    /** What an answer tells. */
    List<Told> told(Limiter server, long arrival, long sent, long answered) {
        if (this != LEGACY && this != POLICY) {
            return List.of();
        }
        long seconds = (server.reset(arrival) + 999) / 1_000;
        Word word = new Word(
                OptionalLong.of(server.quota),
                OptionalLong.of(Math.max(0, server.left(arrival))),
                Math.min(sent + Math.max(0, seconds - 1) * 1_000, answered + seconds * 1_000),
                answered + seconds * 1_000);
        OptionalLong per = this == POLICY ? OptionalLong.of((server.per + 999) / 1_000 * 1_000) : OptionalLong.empty();
        return List.of(new Told(null, word, per));
    }
}
