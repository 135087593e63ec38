package io.sluice.cli;

import io.sluice.schemas.serde.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A program that uses Sluice by nothing but Kafka: requests in JSON by any producer, responses as a member of a group. */
final class GuardedProgram implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, byte[]> consumer;

    GuardedProgram(Map<String, Object> client) {
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        Map<String, Object> group = new HashMap<>(client);
        group.put("group.id", "program");
        group.put("auto.offset.reset", "earliest");
        group.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(group, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("sluice.responses"));
    }

    void send(int from, int to) throws Exception {
        for (int item = from; item < to; item++) {
            String request = "{\"id\":\"item-%1$d\",\"provider\":\"demo\",\"path\":\"/items/%1$d\"}".formatted(item);
            producer.send(new ProducerRecord<>("sluice.requests", "demo", request))
                    .get();
        }
    }

    /** The results of so many responses. */
    List<String> awaitResponses(int number, Topics topics) {
        List<String> results = new ArrayList<>();
        while (results.size() < number) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                results.add(topics.responses().read(record.value()).getResult().toString());
            }
        }
        return results;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
