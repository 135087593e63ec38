package io.sluice.policy.answer;

import io.sluice.policy.value.Values;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells about the units that its call took of one limit.
 *
 * @param settle where the answer tells them
 * @param counts the answers that the limit counts; null: all
 * @param free the answers that it does not count, though they are among those
 */
public record AnswerCost(
        Signal.@Nullable Source settle,
        @Nullable AnswerTest counts,
        @Nullable AnswerTest free) {
    /** It tells nothing. */
    public static final AnswerCost NOTHING = new AnswerCost(null, null, null);

    /** The units; 0 where the limit does not count the call; empty where nothing is told. */
    OptionalLong spent(Answer answer, Values values) {
        boolean counted = (counts == null || counts.mayMatch(answer)) && (free == null || !free.matches(answer));
        if (!counted) {
            return OptionalLong.of(0);
        }
        return settle == null ? OptionalLong.empty() : values.count(settle.read(answer), settle.place());
    }
}
