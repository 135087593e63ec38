package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The trace that a request belongs to, through the scheduler. */
class TraceTest extends WithRig {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Override
    int partitions() {
        return 1;
    }

    @Test
    void oneTraceGoesFromTheRequestToTheCallAndToTheResponse() {
        request(Map.of("traceparent", PARENT, "tracestate", "vendor=a"));
        TestRecord<String, byte[]> record = rig.calls.readRecord();
        assertThat(header(record, "traceparent")).isEqualTo(PARENT);
        assertThat(header(record, "tracestate")).isEqualTo("vendor=a");
        ApiCall call = rig.topics.calls().read(record.value());
        assertThat(call.getTraceHeaders()).isEqualTo(Map.of("traceparent", PARENT, "tracestate", "vendor=a"));
        rig.answered(call, 200);
        assertThat(header(rig.responses.readRecord(), "traceparent")).isEqualTo(PARENT);
    }

    @Test
    void anApiHearsOfNoTrace() {
        request(Map.of("traceparent", PARENT));
        assertThat(rig.call().getHeaders()).doesNotContainKey("traceparent");
    }

    @Test
    void anApiWhoseFileSaysSoHearsOfTheTrace() {
        rig.write(
                rig.topics.providers(),
                "api",
                "{\"provider\":\"api\",\"baseUrl\":\"http://127.0.0.1:1\",\"trace\":true}");
        request(Map.of("traceparent", PARENT, "tracestate", "vendor=a"));
        assertThat(rig.call().getHeaders())
                .containsEntry("traceparent", List.of(PARENT))
                .containsEntry("tracestate", List.of("vendor=a"));
    }

    @Test
    void whatTheRequestItselfSendsIsLeftAsItIs() {
        rig.write(
                rig.topics.providers(),
                "api",
                "{\"provider\":\"api\",\"baseUrl\":\"http://127.0.0.1:1\",\"trace\":true}");
        String own = PARENT.replace("00f0", "11f0");
        send(
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"headers\":{\"Traceparent\":\"" + own + "\"}}",
                PARENT);
        assertThat(rig.call().getHeaders())
                .containsEntry("Traceparent", List.of(own))
                .doesNotContainKey("traceparent");
    }

    @Test
    void aTraceThatIsNotWellFormedGoesNoFurtherThanTheResponse() {
        for (String malformed :
                new String[] {"00-1", PARENT + "\n", PARENT.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32))
                }) {
            send(
                    new String(SchedulerRig.json(Integer.toString(malformed.length())), StandardCharsets.UTF_8),
                    malformed);
            TestRecord<String, byte[]> record = rig.calls.readRecord();
            assertThat(record.headers()).isEmpty();
            rig.answered(rig.topics.calls().read(record.value()), 200);
            assertThat(header(rig.responses.readRecord(), "traceparent")).isEqualTo(malformed);
            rig.tick(4_000);
        }
    }

    private void request(Map<String, String> headers) {
        TestRecord<String, byte[]> record = new TestRecord<>("api", SchedulerRig.json("a"));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        rig.requests.pipeInput(record);
    }

    private void send(String json, String parent) {
        TestRecord<String, byte[]> record = new TestRecord<>("api", json.getBytes(StandardCharsets.UTF_8));
        record.headers().add("traceparent", parent.getBytes(StandardCharsets.UTF_8));
        rig.requests.pipeInput(record);
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
