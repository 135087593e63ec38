package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call in flight, to an API that may take ten minutes, when its process is asked to end. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DrainTest {
    @TempDir
    private Path folder;

    private SilentApi api;
    private Installation installation;

    @BeforeEach
    void start() throws IOException {
        api = SilentApi.start();
        installation = new Installation(folder);
        api.describe(folder.resolve("provider.yaml"));
    }

    @AfterEach
    void stop() {
        installation.close();
        api.close();
    }

    @Test
    void itIsWaitedForUntilItsAnswerComesAndTheOperatorIsTold() throws Exception {
        Program up = installation.up("--registry-port", "0", "--log-level", "debug");
        HttpExchange call = callOf(up);

        up.signal("TERM");
        up.awaitErr("waits for 1 call in flight, until ");
        assertThat(up.err()).containsPattern("\\(in (9|10) min.*\\) at the latest; a second Ctrl-C ends at once");
        call.sendResponseHeaders(200, -1);
        call.close();

        assertThat(up.await()).isZero();
        assertThat(up.err()).contains("a call ended: Answered");
    }

    @Test
    void itIsCutWhereTheOperatorWaitsNoLonger() throws Exception {
        Program up = installation.up("--registry-port", "0", "--log-level", "debug", "--drain", "2s");
        callOf(up);

        up.signal("TERM");

        assertThat(up.await()).isZero();
        assertThat(up.err()).contains("waits for 1 call in flight, until ", "a call ended: Lost");
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        Program up = installation.up("--registry-port", "0");
        callOf(up);

        up.signal("TERM");
        up.awaitErr("waits for 1 call in flight, until ");
        up.signal("TERM");

        assertThat(up.await()).isEqualTo(130);
    }

    private HttpExchange callOf(Program up) throws Exception {
        Installation.send(Installation.bootstrap(up), 1, Map.of());
        return api.take();
    }
}
