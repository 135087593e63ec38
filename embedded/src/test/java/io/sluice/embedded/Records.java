package io.sluice.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A client of one topic with one partition, as a test wants it. */
final class Records {
    static final String TOPIC = "records";
    static final String GROUP = "readers";

    private static final String WIDE = "wide";
    private static final int WIDTH = 50;

    private final String bootstrap;

    Records(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    void createTopic() throws ExecutionException, InterruptedException {
        createTopic((short) 1);
    }

    void createTopic(short replicas) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, replicas))).all().get();
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** A producer whose transactions the broker aborts when they are older than that. */
    KafkaProducer<String, String> transactional(String id, Duration most) {
        KafkaProducer<String, String> producer =
                producer(Map.of("transactional.id", id, "transaction.timeout.ms", Math.toIntExact(most.toMillis())));
        producer.initTransactions();
        return producer;
    }

    KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    void commit(String... values) {
        try (KafkaProducer<String, String> producer = transactional("test", Duration.ofMinutes(1))) {
            producer.beginTransaction();
            send(producer, values);
            producer.commitTransaction();
        }
    }

    /** Commits so many offsets of a group, one after another, in each of many partitions. */
    void commitOffsets(int number) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(WIDE, WIDTH, (short) 1)))
                    .all()
                    .get();
            for (int offset = 1; offset <= number; offset++) {
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                for (int partition = 0; partition < WIDTH; partition++) {
                    offsets.put(new TopicPartition(WIDE, partition), new OffsetAndMetadata(offset));
                }
                admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
            }
        }
    }

    /** The offsets that the group has committed, as the broker says at once. */
    Set<Long> offsets() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().values().stream()
                    .map(OffsetAndMetadata::offset)
                    .collect(Collectors.toSet());
        }
    }

    static void send(KafkaProducer<String, String> producer, String... values) {
        for (String value : values) {
            var unused = producer.send(new ProducerRecord<>(TOPIC, value));
        }
    }

    /** The first {@code count} committed values of the topic, or fewer when they do not come within 20 seconds. */
    List<String> committed(int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            for (int poll = 0; poll < 20 && values.size() < count; poll++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
