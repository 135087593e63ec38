package io.sluice.bench.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sluice in a process of its own, as {@code sluice up} starts it; with one partition, and requests written in JSON. */
public final class UpLoop implements Loop {
    private static final String PREFIX = "sluice.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SluiceProcess process;
    private final Topics topics;
    private int filled;

    private UpLoop(SluiceProcess process) {
        this.process = process;
        this.topics = Topics.avro(PREFIX, Map.of("schema.registry.url", process.registry()));
    }

    /** Starts one with its files in a folder, and what an earlier one left there; returns when it is ready. */
    public static UpLoop start(Path folder, Api api) throws IOException, InterruptedException {
        return new UpLoop(SluiceProcess.up(folder, api));
    }

    public SluiceProcess process() {
        return process;
    }

    /** Hands in GETs below {@code /slow/} and waits until all were taken up. */
    public void fill(int requests) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int number = 0; number < requests; number++) {
                String id = ASIDE + filled++;
                send(producer, id, Api.SLOW + id);
            }
            producer.flush();
        }
        awaitTakenUp();
    }

    /** Hands in a GET and returns when the broker has it. */
    public void get(String id) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            send(producer, id, "/" + id);
            producer.flush();
        }
    }

    @Override
    public String name() {
        return "up";
    }

    @Override
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", process.bootstrap());
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String id, String body) {
        ObjectNode request = JSON.createObjectNode()
                .put("id", id)
                .put("provider", Api.PROVIDER)
                .put("method", "POST")
                .put("path", "/" + id)
                .putRawValue("json", new RawValue(body));
        return requestRecord(request);
    }

    @Override
    public String responses() {
        return topics.responses().name();
    }

    @Override
    public boolean good(byte[] response) {
        return topics.responses().read(response).getResult() == Result.OK;
    }

    @Override
    public void close() {
        process.close();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is lost is missed by who waits for it
    private void send(KafkaProducer<byte[], byte[]> producer, String id, String path) {
        producer.send(requestRecord(JSON.createObjectNode()
                .put("id", id)
                .put("provider", Api.PROVIDER)
                .put("path", path)));
    }

    private ProducerRecord<byte[], byte[]> requestRecord(ObjectNode request) {
        return new ProducerRecord<>(
                topics.requests().name(),
                0,
                Api.PROVIDER.getBytes(StandardCharsets.UTF_8),
                request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void awaitTakenUp() throws InterruptedException {
        TopicPartition requests = new TopicPartition(topics.requests().name(), 0);
        try (Admin admin = Admin.create(client())) {
            while (lag(admin, requests) > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private static long lag(Admin admin, TopicPartition requests) throws InterruptedException {
        try {
            long end = admin.listOffsets(Map.of(requests, OffsetSpec.latest()))
                    .partitionResult(requests)
                    .get()
                    .offset();
            OffsetAndMetadata read = admin.listConsumerGroupOffsets(PREFIX + "scheduler")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(requests);
            return end - (read == null ? 0 : read.offset());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the scheduler's position is not known: " + e.getMessage(), e);
        }
    }
}
