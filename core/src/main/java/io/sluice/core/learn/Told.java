package io.sluice.core.learn;

import io.sluice.core.meter.Word;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about one limit.
 *
 * @param name of the limit or policy, as the answer says it; null where it says none
 * @param perMillis length of the window, ms
 */
public record Told(@Nullable String name, Word word, OptionalLong perMillis) {
    private static final long LARGEST_QUOTA = 1_000_000_000;
    private static final long LONGEST_WINDOW = 31L * 86_400_000;

    /** Whether it can be meant: it tells a quota of sensible size, no more left than that, and no end out of reach. */
    boolean credible(long sentAt, long answeredAt) {
        long quota = word.quota().orElse(0);
        boolean count = quota >= 1 && quota <= LARGEST_QUOTA && word.remaining().orElse(0) <= quota;
        long per = perMillis.orElse(1);
        boolean end = !word.tellsReset() || (word.resetTo() >= sentAt && word.resetTo() <= answeredAt + LONGEST_WINDOW);
        return count && end && per >= 1 && per <= LONGEST_WINDOW;
    }
}
