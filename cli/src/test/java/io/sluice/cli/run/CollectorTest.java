package io.sluice.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final long BEGUN = 1_000_000;

    @TempDir
    private Path folder;

    private final Topics topics = Topics.json("sluice.");
    private final Policy policy = PolicyReader.read(
            JsonRecords.tree("{\"provider\":\"api\",\"baseUrl\":\"http://h\"}".getBytes(StandardCharsets.UTF_8)));
    private Spool lines;
    private Collector collector;

    @BeforeEach
    void start() throws IOException {
        lines = Spool.in(folder);
        collector = new Collector(topics, Map.of("api", policy), BEGUN, lines);
    }

    @AfterEach
    void stop() throws IOException {
        lines.close();
    }

    @Test
    void aRefusalIsOneByItsHeadThoughItsBodyDidNotCome() {
        outcome("a", OutcomeKind.ANSWERED, 429);
        outcome("b", OutcomeKind.BODY_TOO_LARGE, 429);
        outcome("c", OutcomeKind.TIMED_OUT, 429);
        outcome("d", OutcomeKind.CONNECTION_LOST, 429);
        assertThat(collector.summary(4, 0).refused()).isEqualTo(4);
    }

    @Test
    void whatIsNoRefusalOrNoCallOfThisProcessIsNotCounted() {
        outcome("a", OutcomeKind.BODY_TOO_LARGE, 200);
        outcome("b", OutcomeKind.TIMED_OUT, 200);
        outcome("c", OutcomeKind.CONNECTION_LOST, null);
        outcome("d", OutcomeKind.NOT_SENT, null);
        assertThat(collector.summary(4, 0).calls()).isEqualTo(3);
        assertThat(collector.summary(4, 0).refused()).isZero();
    }

    private void outcome(String call, OutcomeKind kind, @Nullable Integer status) {
        CallOutcome outcome = CallOutcome.newBuilder()
                .setCallId(call)
                .setRequestId(call)
                .setProvider("api")
                .setEndpoint("other")
                .setCredential("alice")
                .setEgress("default")
                .setKind(kind)
                .setStatus(status)
                .setHeaders(Map.of())
                .setSentAt(BEGUN + 1)
                .setCaller("caller")
                .build();
        collector.outcome(new ConsumerRecord<>(
                "sluice.outcomes",
                0,
                0,
                call.getBytes(StandardCharsets.UTF_8),
                topics.outcomes().write(outcome)));
    }
}
