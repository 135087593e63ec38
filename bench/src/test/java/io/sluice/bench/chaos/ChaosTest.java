package io.sluice.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.Nginx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code bench/run chaos}: one broker, two schedulers, two callers of two egresses, three limiters.
 *
 * <p>Not in {@code mvn verify}: each fault waits for sessions to end and stores to be restored, which on two shared cores takes
 * 145 s. {@code mvn verify -pl bench -am -Dtest=ChaosTest -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false}
 * runs it.
 */
@Tag("long")
class ChaosTest {
    private static final int BACKLOG = 5_000;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void nothingIsRefusedLostOrDoubledWhateverIsKilled() throws Exception {
        Chaos.Plan plan = new Chaos.Plan(
                new Size(1, false, 2, 2),
                3,
                BACKLOG,
                List.of(Fault.SCHEDULER_KILLED, Fault.CALLER_FROZEN, Fault.BROKER_KILLED, Fault.ALL_KILLED));
        try (Chaos chaos = new Chaos(folder, plan, ChaosTest::say)) {
            Findings findings = chaos.run();
            assertThat(findings.wrong()).as(findings.toString()).isEmpty();
            assertThat(findings.requests()).isGreaterThan(BACKLOG);
            assertThat(chaos.events()).extracting(Chaos.Event::fault).containsExactlyElementsOf(plan.faults());
        } catch (Nginx.Missing | ExpressApi.Missing missing) {
            abort("skipped: " + missing.getMessage());
        }
    }

    private static void say(String text) {
        System.err.println(text);
    }
}
