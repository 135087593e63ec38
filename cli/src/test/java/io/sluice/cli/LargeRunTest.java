package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.HttpServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that has more answers than fit into its heap of 384 MiB. */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class LargeRunTest {
    private static final int REQUESTS = 360;
    private static final int BODY_BYTES = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void allAnswersAreWrittenAndWrittenAgainByAResume() throws Exception {
        HttpServer api = HttpServers.create(HostPort.loopback(0), Optional.empty());
        api.createContext("/", LargeRunTest::answer);
        api.start();
        try {
            OneShot run = new OneShot(folder)
                    .provider(api.getAddress().getPort(), "")
                    .credentials("x.alice")
                    .requests(REQUESTS, "GET");
            for (String name : new String[] {"first", "resumed"}) {
                try (Program program =
                        run.start(name, "--data", folder.resolve("data").toString())) {
                    JsonNode summary = OneShot.summary(program);
                    assertThat(summary.at("/ok").asInt()).isEqualTo(REQUESTS);
                }
                checkLines(run.out());
                Files.delete(run.out());
            }
        } finally {
            api.stop(0);
        }
    }

    private static void checkLines(Path out) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(out)) {
            for (int i = 1; i <= REQUESTS; i++) {
                assertThat(lines.readLine())
                        .startsWith("{\"requestId\":\"r" + i + "\"")
                        .contains("/items/" + i + " ")
                        .hasSizeGreaterThan(BODY_BYTES);
            }
            assertThat(lines.readLine()).isNull();
        }
    }

    private static void answer(HttpExchange call) throws IOException {
        byte[] body = (call.getRequestURI().getPath() + " " + "x".repeat(BODY_BYTES)).getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }
}
