package io.sluice.streams.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.ErrorPattern;
import io.sluice.schemas.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the observer makes of outcomes and states, in windows of ten seconds. */
class ObserverTopologyTest extends Observation {
    @Test
    void callsOfAnEndpointAreCountedByWhatBecameOfThem() {
        answered(100, 200, 10);
        answered(200, 304, 20);
        answered(300, 429, 5);
        answered(400, 500, 1_000);
        ended(500, OutcomeKind.TIMED_OUT, null);
        ended(600, OutcomeKind.NOT_STARTED, "late");
        mark(9_999);
        assertThat(endpoints()).isEmpty();
        mark(10_000);
        EndpointMetric metric = endpoints().get(0);
        assertThat(metric.getSeries()).isEqualTo("api/items");
        assertThat(metric.getWindowStart()).isEqualTo(START.toEpochMilli());
        assertThat(metric.getWindowEnd()).isEqualTo(START.toEpochMilli() + 10_000);
        assertThat(metric.getCalls()).isEqualTo(5);
        assertThat(metric.getOk()).isEqualTo(2);
        assertThat(metric.getThrottled()).isEqualTo(1);
        assertThat(metric.getErrors()).isEqualTo(1);
        assertThat(metric.getLost()).isEqualTo(1);
        assertThat(metric.getNotStarted()).isEqualTo(1);
        assertThat(metric.getP50Ms()).isEqualTo(10);
        assertThat(metric.getMaxMs()).isBetween(1_000L, 1_010L);
    }

    @Test
    void aSeriesThatWasQuietHasNoRecord() {
        answered(100, 200, 10);
        mark(10_000);
        assertThat(endpoints()).hasSize(1);
        mark(20_000);
        mark(30_000);
        assertThat(endpoints()).isEmpty();
    }

    @Test
    void aLateOutcomeCountsInTheNextWindowAndChangesNoneThatWasTold() {
        answered(9_900, 200, 10);
        mark(10_000);
        answered(9_950, 200, 10);
        mark(20_000);
        assertThat(endpoints())
                .extracting(EndpointMetric::getWindowStart, EndpointMetric::getCalls)
                .containsExactly(window(0, 1), window(10_000, 1));
    }

    @Test
    void errorsOfOneKindAreOnePatternWithAnExample() {
        failed(100, 403, "{\"errors\":[{\"code\":326,\"message\":\"locked\"}]}");
        failed(2_000, 403, "{\"errors\":[{\"code\":326,\"message\":\"locked\"}]}\u0007");
        failed(3_000, 403, "{\"errors\":[{\"code\":64}]}");
        answered(4_000, 200, 1);
        mark(10_000);
        List<ErrorPattern> patterns = patterns();
        assertThat(patterns).hasSize(2);
        ErrorPattern locked = patterns.stream()
                .filter(pattern -> "326".equals(pattern.getErrorCode()))
                .findFirst()
                .orElseThrow();
        assertThat(locked.getStatus()).isEqualTo(403);
        assertThat(locked.getCount()).isEqualTo(2);
        assertThat(locked.getFirstSeen()).isEqualTo(START.toEpochMilli() + 100);
        assertThat(locked.getLastSeen()).isEqualTo(START.toEpochMilli() + 2_000);
        assertThat(locked.getExample()).contains("locked").doesNotContain("\u0007");
    }

    @Test
    void aPatternThatComesBackCountsAnewAndKnowsWhenItWasFirstSeen() {
        failed(100, 500, "");
        mark(10_000);
        failed(15_000, 500, "");
        mark(20_000);
        assertThat(patterns())
                .extracting(ErrorPattern::getCount, ErrorPattern::getFirstSeen, ErrorPattern::getWindowStart)
                .containsExactly(
                        tuple(1L, START.toEpochMilli() + 100, START.toEpochMilli()),
                        tuple(1L, START.toEpochMilli() + 100, START.toEpochMilli() + 10_000));
    }

    @Test
    void aCallWithoutAnAnswerIsAPatternAndOneThatOnlyGoesAgainIsNone() {
        ended(100, OutcomeKind.NOT_SENT, "connection-refused");
        ended(200, OutcomeKind.NOT_STARTED, "late");
        ended(250, OutcomeKind.NOT_STARTED, "caller-ending");
        ended(250, OutcomeKind.NOT_STARTED, "place-gone");
        ended(300, OutcomeKind.NOT_STARTED, "credential-unknown");
        mark(10_000);
        assertThat(patterns())
                .extracting(ErrorPattern::getOutcome, ErrorPattern::getErrorCode)
                .containsExactlyInAnyOrder(
                        tuple("not-sent", "connection-refused"), tuple("not-started", "credential-unknown"));
    }

    @Test
    void hostileCodesMakeNoEndlessPatterns() {
        for (int i = 0; i < 10 * Patterns.MOST; i++) {
            failed(i, 400, "{\"code\":\"c" + i + "\"}");
        }
        mark(10_000);
        List<ErrorPattern> patterns = patterns();
        assertThat(patterns).hasSize(Patterns.MOST + 1);
        assertThat(patterns.stream().mapToLong(ErrorPattern::getCount).sum()).isEqualTo(10L * Patterns.MOST);
    }

    @Test
    void aPatternThatIsNotSeenForAWeekIsForgotten() {
        failed(100, 500, "");
        mark(10_000);
        patterns();
        mark(Patterns.REMEMBERED + 20_000);
        assertThat(out(topics.errorPatterns()).toList()).containsExactly((byte[]) null);
    }

    @Test
    void theLastStateOfACredentialInAWindowIsItsMetric() {
        state(100, "active", 3);
        state(5_000, "throttled", 30);
        mark(10_000);
        List<CredentialMetric> metrics = out(topics.metricsCredentials())
                .map(topics.metricsCredentials()::read)
                .toList();
        assertThat(metrics).hasSize(1);
        assertThat(metrics.get(0).getSeries()).isEqualTo("api:alice");
        assertThat(metrics.get(0).getStatus()).isEqualTo("throttled");
        assertThat(metrics.get(0).getBudgetUsed()).isEqualTo(30);
        assertThat(metrics.get(0).getBudgetQuota()).isEqualTo(100);
    }

    @Test
    void whatCannotBeReadStopsNothing() {
        in(topics.outcomes()).pipeInput("k", "garbage".getBytes(StandardCharsets.UTF_8), START);
        answered(100, 200, 10);
        mark(10_000);
        assertThat(endpoints()).hasSize(1);
    }
}
