package io.sluice.policy.answer;

import io.sluice.core.provider.HoldRule;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a provider's file: which answers, and what they mean.
 *
 * @param limit the limit that refused
 * @param undone whether a refusal, or overloaded, by this rule proves that nothing happened
 * @param hold which door a refusal closes where no limit did it, and for how long
 * @param addMillis what is added to a wait that the answer tells
 */
public record AnswerRule(
        AnswerTest when, Verdict then, @Nullable String limit, boolean undone, HoldRule hold, long addMillis) {
    /** Whether it says of no answer below 400, or of 404, that it is a refusal or trouble. */
    public boolean refusesByStatus() {
        return then.isFinal()
                || (!when.statuses().isEmpty() && when.statuses().stream().noneMatch(Call::passesPlace));
    }
}
