package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.Foreign.Limiter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs against a limiter that others wrote: express-rate-limit, whose windows open with a key's first call. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ForeignLimiterTest {
    @TempDir
    private Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT) // it waits for windows most of the time
    void twoAccountsAreSpentToTheLastCallAndNeverOneMore() throws Exception {
        try (Limiter limiter = Limiter.start(folder, """
                {"limits":[{"by":"account","quota":20,"windowMs":3000}],"headers":"legacy"}""")) {
            OneShot run = new OneShot(folder)
                    .provider(limiter.port(), """
                            headers: { x-version: 2 }
                            answers:
                              - { when: { status: 429 }, then: throttled, limit: a }
                            limits:
                              - { name: a, scope: [account], quota: 20, per: 3s, window: first-call }
                            """)
                    .credentials("x.alice", "x.bob")
                    .requests(200, "GET");
            noneIsRefused(run, limiter, 200);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anAccountsAndAnAppsLimitAtOnceAreBothKept() throws Exception {
        try (Limiter limiter = Limiter.start(folder, """
                {"limits":[{"by":"account","quota":10,"windowMs":2000},{"by":"app","quota":15,"windowMs":3000}],
                 "headers":"draft-8"}""")) {
            OneShot run = new OneShot(folder)
                    .provider(limiter.port(), """
                            limits:
                              - { name: a, scope: [account], quota: 10, per: 2s, window: first-call }
                              - { name: b, scope: [app], quota: 15, per: 3s, window: first-call }
                            """)
                    .credentials("x.alice", "x.bob", "y.carol", "y.dave")
                    .requests(150, "GET");
            noneIsRefused(run, limiter, 150);
        }
    }

    private static void noneIsRefused(OneShot run, Limiter limiter, int requests) throws Exception {
        try (Program sluice = run.start("run")) {
            JsonNode summary = OneShot.summary(sluice);
            JsonNode seen = limiter.stats();
            System.err.printf(
                    "%s: %.0f ms from first to last call%n",
                    run.out().getParent(), seen.at("/spanMs").asDouble());
            assertThat(run.responses().stream()
                            .flatMap(response -> response.at("/calls").findValuesAsText("outcome").stream()))
                    .as("what became of each call")
                    .containsOnly("ok");
            assertThat(seen.at("/refused").asInt()).isZero();
            assertThat(seen.at("/unknown").asInt()).isZero();
            assertThat(seen.at("/repeated")).isEmpty();
            assertThat(seen.at("/calls").asInt()).isEqualTo(requests);
            assertThat(summary.at("/lowerBoundMs").asLong()).isEqualTo(12_000);
            assertThat(summary.at("/calls").asInt()).isEqualTo(requests);
            assertThat(summary.at("/ok").asInt()).isEqualTo(requests);
            assertThat(summary.at("/refused").asInt()).isZero();
        }
        assertThat(run.responses())
                .extracting(response -> response.at("/requestId").asText())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, requests)
                        .mapToObj(number -> "r" + number)
                        .toList());
    }
}
