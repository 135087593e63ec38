package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.engine.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a whole pipeline says of a request: in its logs, and in the headers of its records. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LogsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path folder;

    @Test
    void eachLineIsAnObjectThatNamesItsCallAndItsRequestAndHoldsNoSecret() throws Exception {
        try (Installation installation = new Installation(folder)) {
            Files.writeString(
                    folder.resolve("credentials.yaml"),
                    "- { id: eve, provider: other, secret: { value: e } }\n",
                    StandardOpenOption.APPEND);
            Program up = installation.up("--log-format", "json", "--log-level", "debug");
            String bootstrap = Installation.bootstrap(up);
            Map<String, String> trace = Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
            Installation.send(bootstrap, 1, trace);
            oneTraceGoesFromRequestToCallToResponse(bootstrap);
            up.signal("TERM");
            assertThat(up.await()).isZero();

            assertThat(Leaks.of(Installation.SECRET).isIn(up.err().getBytes(StandardCharsets.UTF_8)))
                    .isFalse();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : up.err().split("\n", -1)) {
                if (!line.isEmpty()) {
                    lines.add(JSON.readTree(line));
                }
            }
            assertThat(lines).anyMatch(line -> line.path("message").asText().equals("partition 0 is served"));
            assertThat(lines)
                    .anyMatch(line -> line.path("message").asText().startsWith("credential 'eve' is not used"));
            for (String message : new String[] {"a call is ordered", "a call ended: Answered"}) {
                assertThat(lines).anySatisfy(line -> {
                    assertThat(line.path("message").asText()).isEqualTo(message);
                    assertThat(line.path("request_id").asText()).isEqualTo("item-0");
                    assertThat(line.path("call_id").asText()).isNotEmpty();
                    assertThat(line.path("provider").asText()).isEqualTo("demo");
                    assertThat(line.path("credential").asText()).isEqualTo("alice");
                    assertThat(line.path("level").asText()).isEqualTo("DEBUG");
                });
            }
        }
    }

    @Test
    void theLineThatSaysWhyARoleCannotStartIsAnObjectToo() throws Exception {
        String nowhere = folder.resolve("nowhere.properties").toString();
        try (Program role = Program.sluice(
                folder, "role", "caller", "--log-format", "json", "--log-level", "off", "--command-config", nowhere)) {
            assertThat(role.await()).isEqualTo(2);
            JsonNode line = JSON.readTree(role.err());
            assertThat(role.err()).hasLineCount(1);
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("message").asText()).isEqualTo(nowhere + ":1: there is no such file");
        }
    }

    @Test
    void aFlagThatCannotBeReadIsToldInAnObjectToo() throws Exception {
        try (Program role = Program.sluice(
                folder, "role", "scheduler", "--admin-port", "many", "--no-such-flag", "--log-format=json")) {
            assertThat(role.await()).isEqualTo(2);
            assertThat(role.err()).hasLineCount(1);
            assertThat(JSON.readTree(role.err()).path("message").asText()).contains("--admin-port", "many");
        }
    }

    @Test
    void peopleReadLinesWithoutTheChatterOfLibraries() throws Exception {
        try (Installation installation = new Installation(folder)) {
            Program up = installation.up();
            Installation.bootstrap(up);
            up.signal("TERM");
            assertThat(up.await()).isZero();
            assertThat(up.err())
                    .contains("partition 0 is served")
                    .contains("Ctrl-C stops it")
                    .doesNotContain("Auto topic creation failed");
            assertThat(up.err().lines().filter(line -> line.contains(" INFO ") && !line.contains(" i.s.")))
                    .isEmpty();
        }
    }

    private static void oneTraceGoesFromRequestToCallToResponse(String bootstrap) {
        List<String> topics = List.of("sluice.calls", "sluice.outcomes", "sluice.responses");
        List<String> told = new ArrayList<>();
        try (Reader reader = new Reader(Map.of("bootstrap.servers", bootstrap))) {
            reader.fromStart(topics);
            while (!told.containsAll(topics)) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(100)) {
                    if (record.headers().lastHeader("traceparent") != null) {
                        assertThat(new String(
                                        record.headers()
                                                .lastHeader("traceparent")
                                                .value(),
                                        StandardCharsets.UTF_8))
                                .startsWith("00-" + TRACE + "-");
                        told.add(record.topic());
                    }
                }
            }
        }
        assertThat(told).hasSameSizeAs(topics);
    }
}
