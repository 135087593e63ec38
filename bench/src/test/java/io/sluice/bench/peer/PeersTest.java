package io.sluice.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.ParallelLoop;
import io.sluice.bench.upstream.Arrivals;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each peer does the whole work: a call for each request, no more and no fewer. */
class PeersTest {
    private static final int REQUESTS = 2_500;
    private static final String BODY = "{\"a\":1}";

    @TempDir
    private Path folder;

    private final Arrivals api = new Arrivals();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void parallelConsumerCallsOnceForEachRequest() throws Exception {
        callsOnceForEachRequest(new LoopSubject(ParallelLoop.start(folder, api.port(), 64), BODY));
    }

    @Test
    void theBareLoopCallsOnceForEachRequest() throws Exception {
        callsOnceForEachRequest(new LoopSubject(BareLoop.start(folder, api.port(), 64), BODY));
    }

    @Test
    void bullMqCallsOnceForEachRequest() throws Exception {
        Subject bullMq = null;
        try {
            bullMq = BullMq.start(folder, new BullMq.Setup(api.port(), 2, 64, BODY));
        } catch (Subject.Absent absent) {
            abort(absent.getMessage());
        }
        callsOnceForEachRequest(bullMq);
    }

    private void callsOnceForEachRequest(Subject subject) throws Exception {
        try (subject) {
            Subject.Round round = subject.round("a-", REQUESTS, 1_000);
            assertThat(round.callsPerSecond()).isPositive();
            assertThat(round.cpuMicros()).isPositive();
            subject.round("b-", REQUESTS, 1_000);
        }
        assertThat(api.below("/a-")).hasSize(REQUESTS);
        assertThat(api.below("/b-")).hasSize(REQUESTS);
        assertThat(api.repeated()).isZero();
    }
}
