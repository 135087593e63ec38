package io.sluice.connectors.caller;

import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that callers wrote to {@code outcomes}, read as it comes. */
final class OutcomeReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Topic<SpecificRecord> topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<CallOutcome>> outcomes = new HashMap<>();
    private final Map<Integer, List<Places>> places = new HashMap<>();

    OutcomeReader(Map<String, Object> client, Topic<SpecificRecord> topic) {
        this.topic = topic;
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Pipeline.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The one outcome of a call; fails the test if none comes, or two came. */
    CallOutcome of(String callId) {
        awaitUntil("an outcome of " + callId, () -> outcomes.containsKey(callId));
        List<CallOutcome> found = outcomes.getOrDefault(callId, List.of());
        if (found.size() > 1) {
            throw new AssertionError("more than one outcome of " + callId + ": " + found);
        }
        return found.get(0);
    }

    /** Waits until the last word of {@code caller} on each partition is {@code number}. */
    void awaitPlaces(String caller, int number) {
        awaitUntil(
                number + " places of " + caller,
                () -> IntStream.range(0, Pipeline.PARTITIONS)
                        .allMatch(partition -> lastPlaces(caller, partition) == number));
    }

    /** Reads on until a partition has had a word from {@code caller} that it has places. */
    void awaitAnyPlaces(String caller) {
        awaitUntil(
                "places of " + caller,
                () -> IntStream.range(0, Pipeline.PARTITIONS).anyMatch(partition -> lastPlaces(caller, partition) > 0));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private int lastPlaces(String caller, int partition) {
        int last = 0;
        for (Places word : places.getOrDefault(partition, List.of())) {
            last = word.getCaller().equals(caller) ? word.getPlaces() : last;
        }
        return last;
    }

    private void awaitUntil(String what, BooleanSupplier there) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + LIMIT + " in vain for " + what);
            }
            consumer.poll(Duration.ofMillis(20)).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        SpecificRecord value = topic.read(record.value());
        if (value instanceof CallOutcome outcome) {
            outcomes.computeIfAbsent(outcome.getCallId(), id -> new ArrayList<>())
                    .add(outcome);
        } else if (value instanceof Places announced) {
            places.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(announced);
        }
    }
}
