package io.sluice.streams.observer;

import static org.assertj.core.api.Assertions.tuple;

import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.ErrorPattern;
import io.sluice.schemas.Mark;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An observer on virtual time, with what schedulers and callers write, and what it makes of that. Times are ms since its start. */
abstract class Observation {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Topics topics = Topics.json("sluice.");
    private TopologyTestDriver driver;
    /** The observer's clock: milliseconds since the start. */
    private long now;

    @BeforeEach
    void start(@TempDir Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(ObserverTopology.build(topics), properties, START);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    static Tuple window(long start, long calls) {
        return tuple(START.toEpochMilli() + start, calls);
    }

    void answered(long at, int status, long millis) {
        long end = START.toEpochMilli() + at;
        outcome(
                at,
                outcome(OutcomeKind.ANSWERED)
                        .setStatus(status)
                        .setSentAt(end - millis)
                        .setAnsweredAt(end));
    }

    void failed(long at, int status, String body) {
        outcome(
                at,
                outcome(OutcomeKind.ANSWERED)
                        .setStatus(status)
                        .setBody(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }

    void ended(long at, OutcomeKind kind, String reason) {
        outcome(at, outcome(kind).setReason(reason));
    }

    static CallOutcome.Builder outcome(OutcomeKind kind) {
        return CallOutcome.newBuilder()
                .setCallId("r#1")
                .setRequestId("r")
                .setProvider("api")
                .setEndpoint("items")
                .setCredential("alice")
                .setEgress("default")
                .setKind(kind);
    }

    private void outcome(long at, CallOutcome.Builder outcome) {
        write(topics.outcomes(), at, outcome.build());
    }

    void mark(long at) {
        write(topics.outcomes(), at, new Mark("nonce", at));
    }

    void state(long at, String status, long used) {
        CredentialState state = CredentialState.newBuilder()
                .setProvider("api")
                .setCredential("alice")
                .setAccount("alice")
                .setApp("api")
                .setEgress("default")
                .setStatus(status)
                .setSince(0)
                .setBudgets(List.of(new BudgetState(
                        "acc",
                        "account=alice",
                        List.of(),
                        100L,
                        used,
                        0L,
                        null,
                        "first-call",
                        60_000L,
                        0L,
                        null,
                        null)))
                .build();
        in(topics.credentialState())
                .pipeInput(
                        "api:alice",
                        topics.credentialState().serde().serializer().serialize("", state),
                        START.plusMillis(at));
    }

    /** A record whose writer's clock is ahead of the observer's. */
    void aheadOfItsTime(long at, SpecificRecord value) {
        pipe(topics.outcomes(), at, value);
    }

    /** A record without a time, as very old clients write them. */
    void withoutTime(Topic<?> topic, byte[] value) {
        in(topic).pipeInput(new TestRecord<>("k", value) {
            @Override
            public Instant getRecordTime() {
                return Instant.ofEpochMilli(-1);
            }

            @Override
            public Long timestamp() {
                return -1L;
            }
        });
    }

    private void write(Topic<SpecificRecord> topic, long at, SpecificRecord value) {
        driver.advanceWallClockTime(Duration.ofMillis(Math.max(0, at - now)));
        now = Math.max(at, now);
        pipe(topic, at, value);
    }

    private void pipe(Topic<SpecificRecord> topic, long at, SpecificRecord value) {
        in(topic).pipeInput("k", topic.serde().serializer().serialize("", value), START.plusMillis(at));
    }

    List<EndpointMetric> endpoints() {
        return out(topics.metricsEndpoints())
                .map(topics.metricsEndpoints()::read)
                .toList();
    }

    List<ErrorPattern> patterns() {
        return out(topics.errorPatterns()).map(topics.errorPatterns()::read).toList();
    }

    Stream<byte[]> out(Topic<?> topic) {
        return driver
                .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream();
    }

    TestInputTopic<String, byte[]> in(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    }
}
