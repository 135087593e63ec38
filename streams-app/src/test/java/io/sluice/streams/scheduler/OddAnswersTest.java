package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.Oddity;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** One alert for each provider and kind of oddity. */
class OddAnswersTest {
    private final List<Alert> alerts = new ArrayList<>();
    private final OddAnswers odd = new OddAnswers(alerts::add);

    @Test
    void aThousandOddAnswersAreOneAlert() {
        for (int i = 0; i < 1_000; i++) {
            odd.hear("api", answer(new Oddity(Oddity.Kind.NO_QUOTA, "x-ratelimit-limit: 0")));
        }
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).subject()).isEqualTo("api");
        assertThat(alerts.get(0).kind()).isEqualTo(Alert.Kind.ODD_ANSWER);
        assertThat(alerts.get(0).message()).endsWith("no quota: x-ratelimit-limit: 0");
    }

    @Test
    void anotherKindAndAnotherProviderAreAlertsOfTheirOwn() {
        odd.hear("api", answer(new Oddity(Oddity.Kind.NO_QUOTA, "a: 0"), new Oddity(Oddity.Kind.NEGATIVE, "b: -1")));
        odd.hear("other", answer(new Oddity(Oddity.Kind.NEGATIVE, "b: -1")));
        assertThat(alerts).extracting(Alert::subject).containsExactly("api", "api", "other");
    }

    @Test
    void whatIsNotOddRaisesNoAlert() {
        odd.hear("api", answer());
        odd.hear("api", new Outcome.Lost("timed out", 0, 1));
        assertThat(alerts).isEmpty();
    }

    private static Outcome.Answered answer(Oddity... oddities) {
        return new Outcome.Answered(
                Verdict.OK,
                200,
                0,
                1,
                Outcome.Refusal.NONE,
                List.of(),
                Map.of(),
                OptionalLong.empty(),
                List.of(oddities));
    }
}
