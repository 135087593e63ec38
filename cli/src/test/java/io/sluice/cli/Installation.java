package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** {@code sluice up} in a process of its own, with JSON on its topics, beside an API that takes 30 calls per 2 s. */
final class Installation implements AutoCloseable {
    static final String SECRET = "hunter2/Kq7+w~Zx9";

    private final Path folder;
    private final DemoApi api = DemoApi.start();
    private final Deque<Program> programs = new ArrayDeque<>();

    Installation(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("provider.yaml"), """
                provider: demo
                baseUrl: http://127.0.0.1:%d
                limits:
                  - { name: per-account, scope: [account], quota: 30, per: 2s, window: first-call }
                """.formatted(api.port()));
        Files.writeString(
                folder.resolve("credentials.yaml"),
                "- { id: alice, provider: demo, secret: { value: \"" + SECRET + "\" } }\n");
    }

    DemoApi api() {
        return api;
    }

    Program up(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("up", "--format", "json", "--listen", "127.0.0.1:0"));
        command.addAll(
                List.of("--partitions", "1", "--data", folder.resolve("data").toString()));
        command.addAll(List.of("--providers", folder.resolve("provider.yaml").toString()));
        command.addAll(
                List.of("--credentials", folder.resolve("credentials.yaml").toString()));
        command.addAll(List.of(more));
        Program up = Program.sluice(folder, "up", command.toArray(String[]::new));
        programs.push(up);
        return up;
    }

    /** Waits until it is ready; returns the broker's address. */
    static String bootstrap(Program up) throws IOException {
        String ready = up.line();
        assertThat(ready).as(up.err()).startsWith("ready bootstrap=");
        return ready.replaceFirst("^ready bootstrap=(\\S+) .*$", "$1");
    }

    /** Sends so many requests, item-0 and so on, whose records have these headers. */
    static void send(String bootstrap, int number, Map<String, String> headers)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = producer(bootstrap)) {
            send(producer, number, headers);
        }
    }

    /** The same, all at once. */
    static void send(KafkaProducer<String, String> producer, int number, Map<String, String> headers)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int item = 0; item < number; item++) {
            String request = "{\"id\":\"item-%1$d\",\"provider\":\"demo\",\"path\":\"/items/%1$d\"}".formatted(item);
            ProducerRecord<String, String> record = new ProducerRecord<>("sluice.requests", "demo", request);
            headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            sent.add(producer.send(record));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** A producer that has found these topics. */
    static KafkaProducer<String, String> producer(String bootstrap, String... topics) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
        List.of(topics).forEach(producer::partitionsFor);
        return producer;
    }

    /** Writes a record without a value, as {@code kcat -Z} does. */
    static void writeTombstone(KafkaProducer<String, String> producer, String topic)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, "nobody", null)).get();
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
        api.close();
    }
}
