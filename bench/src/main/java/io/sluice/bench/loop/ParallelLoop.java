package io.sluice.bench.loop;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.sluice.embedded.EmbeddedBroker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Confluent's parallel-consumer with Vert.x: it calls for each record of {@code requests}, unordered, writes the answer to
 * {@code responses} and then counts the record as done. At least once; no limits, no state.
 */
public final class ParallelLoop extends PlainLoop {
    private static final String GROUP = "parallel";

    private final Vertx vertx;
    private final KafkaProducer<byte[], byte[]> answers;
    private final VertxParallelEoSStreamProcessor<byte[], byte[]> parallel;

    private ParallelLoop(EmbeddedBroker broker, int port, int concurrency) {
        super(broker);
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
        WebClientOptions client = new WebClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setMaxPoolSize(concurrency);
        WebClient http = WebClient.create(vertx, client);
        this.answers = new KafkaProducer<>(producing(client()), new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                consuming(client(), GROUP), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.parallel = new VertxParallelEoSStreamProcessor<>(
                vertx,
                http,
                ParallelConsumerOptions.<byte[], byte[]>builder()
                        .consumer(consumer)
                        .ordering(ProcessingOrder.UNORDERED)
                        .maxConcurrency(concurrency)
                        .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                        .build());
        parallel.subscribe(List.of(REQUESTS));
        parallel.vertxFuture(context -> call(http, context.getSingleConsumerRecord()));
    }

    /** Starts one with its data in an empty folder. */
    public static ParallelLoop start(Path folder, int port, int concurrency) throws InterruptedException {
        return new ParallelLoop(broker(folder, List.of(REQUESTS, RESPONSES)), port, concurrency);
    }

    @Override
    public String name() {
        return "parallel";
    }

    @Override
    public void close() {
        parallel.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        answers.close(Duration.ofSeconds(10));
        super.close();
    }

    private Future<?> call(WebClient http, ConsumerRecord<byte[], byte[]> request) {
        return http.post("/" + new String(request.key(), StandardCharsets.UTF_8))
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", "Bearer token-of-one")
                .sendBuffer(Buffer.buffer(request.value()))
                .compose(answer -> write(request.key(), answer));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise keeps how it ended
    private Future<Void> write(byte[] id, HttpResponse<Buffer> answer) {
        Promise<Void> written = Promise.promise();
        answers.send(new ProducerRecord<>(RESPONSES, 0, id, answer.body().getBytes()), (where, error) -> {
            if (error == null) {
                written.complete();
            } else {
                written.fail(error);
            }
        });
        return written.future();
    }
}
