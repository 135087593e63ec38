package io.sluice.cli.engine;

import io.sluice.settings.TunedSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics, committed records alone, without a group. */
public final class Reader implements AutoCloseable {
    /** Offsets at the end of a partition: the last ones may be marks of transactions. */
    private static final long FEW = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Object> client;

    public Reader(Map<String, Object> client) {
        Map<String, Object> config = TunedSettings.of("reader").under(client);
        this.client = Map.copyOf(client);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads the topics from their first records on. */
    public void fromStart(List<String> topics) {
        List<TopicPartition> partitions = partitions(topics);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what comes to the topics from now on. */
    public void fromEnd(List<String> topics) {
        List<TopicPartition> partitions = partitions(topics);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads what came to a topic since an instant (epoch ms by the records' timestamps); returns its partitions. */
    public List<TopicPartition> since(String topic, long instant) {
        return since(partitions(List.of(topic)), instant);
    }

    /** The same of one partition. */
    public void since(String topic, int partition, long instant) {
        since(List.of(new TopicPartition(topic, partition)), instant);
    }

    private List<TopicPartition> since(List<TopicPartition> partitions, long instant) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> instants = new HashMap<>();
        partitions.forEach(partition -> instants.put(partition, instant));
        consumer.seekToEnd(partitions);
        consumer.offsetsForTimes(instants).forEach((partition, found) -> {
            if (found != null) {
                consumer.seek(partition, found.offset());
            }
        });
        return partitions;
    }

    /** One of the topic's latest records, so that its format can be told; empty where it has none. */
    public Optional<byte[]> latest(String topic) {
        fromEnd(List.of(topic));
        Map<TopicPartition, Long> ends = ends();
        consumer.beginningOffsets(ends.keySet())
                .forEach((partition, first) ->
                        consumer.seek(partition, Math.max(first, consumer.position(partition) - FEW)));
        while (!caughtUp(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : poll(200)) {
                if (record.value() != null) {
                    return Optional.of(record.value());
                }
            }
        }
        return Optional.empty();
    }

    /** What the topics held when this was called has been read once a poll says so; see {@link #caughtUp}. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /** Whether everything before the given ends was read. */
    public boolean caughtUp(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    public ConsumerRecords<byte[], byte[]> poll(long millis) {
        return consumer.poll(Duration.ofMillis(millis));
    }

    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** The text of a record's header; empty where it has none. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(List<String> topics) {
        try {
            return topics.stream().flatMap(this::partitions).toList();
        } catch (TimeoutException e) {
            throw UnreachableException.noBroker(client, e);
        }
    }

    private Stream<TopicPartition> partitions(String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos.isEmpty()) {
            throw UnreachableException.noTopic(client, topic);
        }
        return infos.stream().map(info -> new TopicPartition(info.topic(), info.partition()));
    }
}
