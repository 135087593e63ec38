package io.sluice.bench.loop;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.sluice.embedded.BrokerSettings;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Confluent's parallel-consumer with Vert.x: it calls for each record of {@code requests}, unordered, writes the answer to
 * {@code responses} and then counts the record as done. At least once; no limits, no state.
 */
public final class ParallelLoop implements Loop {
    private static final String REQUESTS = "requests";
    private static final String RESPONSES = "responses";
    private static final String GROUP = "parallel";

    private final EmbeddedBroker broker;
    private final Vertx vertx;
    private final KafkaProducer<byte[], byte[]> answers;
    private final VertxParallelEoSStreamProcessor<byte[], byte[]> parallel;

    private ParallelLoop(EmbeddedBroker broker, int port, int concurrency) {
        this.broker = broker;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
        WebClientOptions client = new WebClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setMaxPoolSize(concurrency);
        WebClient http = WebClient.create(vertx, client);
        this.answers = new KafkaProducer<>(producing(client()), new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consuming(client()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        BareLoop.createTopics(Map.of("bootstrap.servers", broker.bootstrap()), List.of(REQUESTS, RESPONSES));
        return new ParallelLoop(broker, port, concurrency);
    }

    @Override
    public String name() {
        return "parallel";
    }

    @Override
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String id, String body) {
        return new ProducerRecord<>(
                REQUESTS, 0, id.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String responses() {
        return RESPONSES;
    }

    @Override
    public boolean good(byte[] response) {
        return response.length > 0;
    }

    @Override
    public void close() {
        parallel.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        answers.close(Duration.ofSeconds(10));
        broker.close();
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

    private static Map<String, Object> consuming(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        return config;
    }

    private static Map<String, Object> producing(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        return config;
    }
}
