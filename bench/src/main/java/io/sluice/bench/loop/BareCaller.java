package io.sluice.bench.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes a call for each record of {@code calls} whose offset is committed, and writes the answer's body to {@code outcomes}. */
final class BareCaller implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Vertx vertx;
    private final Context loop;
    private final HttpClient http;
    private final int port;
    private final int concurrency;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final Thread reader = new Thread(this::read, "bare-calls");
    private int inFlight;
    private volatile boolean stopping;

    private BareCaller(Map<String, Object> client, int port, int concurrency) {
        this.consumer =
                new KafkaConsumer<>(consuming(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(PlainLoop.producing(client), new ByteArraySerializer(), new ByteArraySerializer());
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
        this.loop = vertx.getOrCreateContext();
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(concurrency).setMaxWaitQueueSize(-1));
        this.port = port;
        this.concurrency = concurrency;
    }

    static BareCaller start(Map<String, Object> client, int port, int concurrency) {
        BareCaller caller = new BareCaller(client, port, concurrency);
        caller.reader.start();
        return caller;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
        producer.close();
    }

    private void read() {
        consumer.assign(List.of(new TopicPartition(BareLoop.CALLS, 0)));
        while (!stopping) {
            List<ConsumerRecord<byte[], byte[]>> calls =
                    consumer.poll(Duration.ofMillis(100)).records(new TopicPartition(BareLoop.CALLS, 0));
            if (!calls.isEmpty()) {
                consumer.commitSync();
                loop.runOnContext(ignored -> {
                    waiting.addAll(calls);
                    makeNext();
                });
            }
        }
        consumer.close();
    }

    private void makeNext() {
        while (inFlight < concurrency && !waiting.isEmpty()) {
            inFlight++;
            call(waiting.remove());
        }
    }

    private void call(ConsumerRecord<byte[], byte[]> call) {
        String path = "/" + new String(call.key(), StandardCharsets.UTF_8);
        http.request(HttpMethod.POST, port, "127.0.0.1", path)
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer token-of-one")
                        .send(Buffer.buffer(call.value())))
                .compose(HttpClientResponse::body)
                .onComplete(answer -> ended(call.key(), answer.succeeded() ? answer.result() : Buffer.buffer()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost outcome is a response that does not come
    private void ended(byte[] id, Buffer answer) {
        inFlight--;
        producer.send(new ProducerRecord<>(BareLoop.OUTCOMES, 0, id, answer.getBytes()));
        makeNext();
    }

    private static Map<String, Object> consuming(Map<String, Object> client) {
        Map<String, Object> config = PlainLoop.consuming(client, "bare-caller");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }
}
