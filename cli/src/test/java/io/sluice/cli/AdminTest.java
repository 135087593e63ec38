package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a whole pipeline in one process, at its admin port. The API takes 30 calls per 2 s. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AdminTest {
    /** For 20 s. */
    private static final int REQUESTS = 300;

    private static final int FEW = 30;

    @TempDir
    private Path folder;

    private Installation installation;

    @BeforeEach
    void start() throws IOException {
        installation = new Installation(folder);
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void anOperatorSeesTheStartTheWaitAndTheEndOfAPipeline() throws Exception {
        Admin admin = Admin.somewhere();
        Program up = up(admin.port());
        assertThat(admin.await("/readyz", answer -> !answer.equals(Admin.REFUSED)))
                .startsWith("503 {\"ready\":false")
                .contains("{\"part\":\"scheduler\",\"ready\":false,\"why\":[\"has not started\"]}");
        assertThat(admin.get("/livez")).startsWith("200 {\"live\":true");
        String bootstrap = Installation.bootstrap(up);
        admin.awaitReady();

        Installation.send(bootstrap, REQUESTS, Map.of());
        admin.awaitMetric(waiting -> waiting > 0, "sluice_waiting", "provider=\"demo\"", "state=\"in-line\"");
        admin.awaitMetric(age -> age > 0.5, "sluice_oldest_waiting_seconds", "provider=\"demo\"");
        admin.awaitMetric(calls -> calls == REQUESTS, "sluice_calls_total", "endpoint=\"other\"", "outcome=\"ok\"");
        assertThat(admin.metric("sluice_calls_total", "egress=\"default\"")).isEqualTo(REQUESTS);
        admin.awaitMetric(waiting -> waiting == 0, "sluice_waiting");
        admin.awaitMetric(age -> age == 0, "sluice_oldest_waiting_seconds");
        admin.awaitMetric(calls -> calls == 0, "sluice_untaken_calls", "egress=\"default\"");
        assertThat(admin.metric("sluice_credentials", "provider=\"demo\"")).isEqualTo(1);
        assertThat(installation.api().refused()).isZero();
        kafkaAndTheMachineAreMeasuredWithinBounds(admin);

        up.signal("TERM");
        assertThat(up.await()).isZero();
        assertThat(admin.get("/livez")).isEqualTo(Admin.REFUSED);
    }

    private static void kafkaAndTheMachineAreMeasuredWithinBounds(Admin admin) {
        admin.await(
                "/metrics",
                answer -> answer.contains("kafka_stream_thread_process_total")
                        && answer.contains("kafka_consumer_fetch_manager_records_lag{")
                        && answer.contains("kafka_producer_record_send_total")
                        && answer.contains("jvm_memory_used_bytes"));
        String[] lines = admin.get("/metrics").split("\n", -1);
        assertThat(lines).hasSizeLessThan(800);
        for (String metric : new String[] {"sluice_waiting", "sluice_oldest_waiting_seconds", "sluice_calls_total"}) {
            assertThat(lines).anyMatch(line -> line.startsWith("# HELP " + metric + " "));
        }
    }

    @Test
    void promtoolFindsNothingToSayAboutTheMetrics() throws Exception {
        assumeTrue(isThere("promtool"), "skipped: promtool (Debian's prometheus) is not installed");
        Admin admin = Admin.somewhere();
        Program up = up(admin.port());
        Installation.send(Installation.bootstrap(up), FEW, Map.of());
        admin.awaitMetric(calls -> calls == FEW, "sluice_calls_total");
        Path scraped = folder.resolve("metrics");
        Files.writeString(scraped, admin.get("/metrics").substring("200 ".length()));
        Process check = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(scraped.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines().filter(line -> line.startsWith("sluice_"))).isEmpty();
        assertThat(check.waitFor()).as(said).isIn(0, 3); // 3: names of other libraries are not to its taste
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws Exception {
        int port = installation.api().port();
        Program up = up(Integer.toString(port));
        assertThat(up.await()).isEqualTo(Main.BAD_INPUT);
        assertThat(up.err()).isEqualTo("127.0.0.1:" + port + " is in use by another program\n");
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private Program up(String port) throws IOException {
        return installation.up("--admin-port", port);
    }
}
