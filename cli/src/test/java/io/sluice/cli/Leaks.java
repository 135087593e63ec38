package io.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds a text where it should not be: as it is, and in the forms in which programs write texts. */
final class Leaks {
    private final List<String> forms = new ArrayList<>();

    private Leaks(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        forms.add(text);
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
        forms.add(new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(Base64.getEncoder(), bytes, before));
            forms.add(base64(Base64.getUrlEncoder(), bytes, before));
        }
    }

    static Leaks of(String text) {
        return new Leaks(text);
    }

    /** Those files below a folder that hold it. */
    List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(this::isIn).toList();
        }
    }

    /** Where in all topics it is, those of Kafka itself and records of broken transactions included. */
    List<String> records(Map<String, Object> client) throws Exception {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_uncommitted");
        config.put("exclude.internal.topics", false);
        List<String> found = new ArrayList<>();
        try (Admin admin = Admin.create(client);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get()) {
                consumer.partitionsFor(topic)
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (isIn(record)) {
                        found.add(record.topic() + '-' + record.partition() + '@' + record.offset());
                    }
                }
            }
        }
        return found;
    }

    boolean isIn(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return forms.stream().anyMatch(text::contains);
    }

    private boolean isIn(ConsumerRecord<byte[], byte[]> record) {
        List<byte[]> parts = new ArrayList<>(List.of());
        parts.add(record.key());
        parts.add(record.value());
        record.headers().forEach(header -> parts.add(header.value()));
        return parts.stream().anyMatch(part -> part != null && isIn(part));
    }

    private boolean isIn(Path file) {
        try {
            return isIn(Files.readAllBytes(file));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The characters that do not depend on what comes before and after, where so many bytes (mod 3) come before. */
    private static String base64(Base64.Encoder encoder, byte[] text, int before) {
        byte[] bytes = new byte[before + text.length];
        System.arraycopy(text, 0, bytes, before, text.length);
        return encoder.encodeToString(bytes).substring((before * 8 + 5) / 6, bytes.length * 8 / 6);
    }
}
