package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.http.AnswerBytes;
import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.http.ResponseHead;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.Topics;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What becomes of outcomes when the broker does not take them, on a producer of Kafka's own tests. */
class OutcomeSenderTest {
    private static final long LEASE_END = 10_000 + 5_000 + 1_000;
    private static final long GIVEN_UP = LEASE_END + 60_000;

    private final AtomicLong now = new AtomicLong(10_000);
    private final AnswerBytes memory = new AnswerBytes(20_000, Runnable::run);
    private final FailingProducer producer = new FailingProducer();
    private final OutcomeSender sender =
            new OutcomeSender(producer, new AvroOutcomes(Topics.json("").outcomes(), "c1"), memory, now::get);

    @Test
    void anOutcomeIsKeptOverAnOutageThatOutlastsTheLeaseOfItsCall() throws InterruptedException {
        producer.failures.add(new TimeoutException("no metadata"));
        producer.failures.add(new TimeoutException("no metadata"));
        end("a");
        end("b");

        sender.turn();
        assertThat(keys()).isEmpty();
        now.set(GIVEN_UP - 1);
        sender.turn();
        sender.turn();

        assertThat(keys()).containsExactly("a", "b");
    }

    @Test
    void anOutcomeThatWasNotWrittenInTimeIsSentAgain() throws InterruptedException {
        end("a");
        sender.turn();
        producer.errorNext(new NotLeaderOrFollowerException("election"));
        sender.turn();
        producer.completeNext();

        assertThat(keys()).containsExactly("a", "a");
    }

    @Test
    void anOutcomeIsGivenUpAMinuteAfterTheLeaseOfItsCall() throws InterruptedException {
        producer.failures.add(new TimeoutException("no metadata"));
        end("a");
        sender.turn();
        producer.failures.add(new TimeoutException("no metadata"));
        now.set(GIVEN_UP);
        sender.turn();
        sender.turn();

        assertThat(keys()).isEmpty();
        assertThat(memory.placesOf(100)).isEqualTo(100);
    }

    @Test
    void anOutcomeThatNoTopicTakesHoldsUpNoOther() throws InterruptedException {
        producer.failures.add(new RecordTooLargeException("it"));
        end("a");
        end("b");
        sender.turn();

        assertThat(keys()).containsExactly("b");
    }

    @Test
    void aWordOnPlacesIsNotSaidLater() throws InterruptedException {
        producer.failures.add(new TimeoutException("no metadata"));
        sender.boardOf("default").announce(0, 7);
        sender.turn();
        sender.turn();

        assertThat(keys()).isEmpty();
    }

    @Test
    void whatIsKeptCountsAsMemoryUntilItIsWritten() throws InterruptedException {
        memory.take(15_000);
        end("a", new HttpResult.Answered(1, new ResponseHead(200, Map.of(), 2), Buffer.buffer("x".repeat(15_000))));
        sender.turn();
        assertThat(memory.placesOf(100)).isLessThan(100);

        producer.completeNext();
        assertThat(memory.placesOf(100)).isEqualTo(100);
        memory.take(19_999);
        assertThat(memory.full()).isFalse();
        memory.take(1);
        assertThat(memory.full()).isTrue();
    }

    private void end(String id) {
        end(id, new HttpResult.Late());
    }

    private void end(String id, HttpResult result) {
        ApiCall call = Calls.to("http://127.0.0.1:1/", id, 10_000).build();
        sender.ended(call, result, OpenedSecret.none());
    }

    private List<String> keys() {
        return producer.history().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    /** A producer that refuses records on demand. */
    private static final class FailingProducer extends MockProducer<byte[], byte[]> {
        private final Queue<RuntimeException> failures = new ArrayDeque<>();

        FailingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return super.send(record, callback);
        }
    }
}
