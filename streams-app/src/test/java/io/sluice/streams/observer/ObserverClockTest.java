package io.sluice.streams.observer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.Mark;
import io.sluice.schemas.OutcomeKind;
import org.junit.jupiter.api.Test;

/** What the observer makes of records whose writers' clocks are ahead of its own. */
class ObserverClockTest extends Observation {
    @Test
    void aClockThatIsAheadSilencesNobody() {
        answered(100, 200, 10);
        aheadOfItsTime(1_800_000, outcome(OutcomeKind.TIMED_OUT).build());
        answered(5_000, 200, 10);
        mark(20_000);
        answered(25_000, 200, 10);
        mark(30_000);
        assertThat(endpoints())
                .extracting(EndpointMetric::getWindowStart, EndpointMetric::getCalls)
                .containsExactly(window(0, 3), window(20_000, 1));
    }

    @Test
    void recordsWithoutATimeStopNothing() {
        withoutTime(topics.outcomes(), new byte[] {'{'});
        withoutTime(topics.credentialState(), new byte[] {'{'});
        answered(100, 200, 10);
        mark(10_000);
        assertThat(endpoints())
                .extracting(EndpointMetric::getWindowStart, EndpointMetric::getCalls)
                .containsExactly(window(0, 1));
    }

    @Test
    void aClockThatIsFarAheadForgetsNoPattern() {
        failed(100, 500, "");
        mark(10_000);
        aheadOfItsTime(2 * Patterns.REMEMBERED, new Mark("nonce", 0L));
        mark(30_000);
        assertThat(out(topics.errorPatterns()).toList()).hasSize(1).doesNotContainNull();
    }
}
