package io.sluice.cli.meter;

import io.sluice.connectors.caller.CallerSettings;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.UnreadableRecordException;
import io.sluice.settings.TunedSettings;
import io.sluice.streams.scheduler.Monitor;
import io.sluice.streams.scheduler.TaskMonitor;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls in this scheduler's partitions of {@code calls} that lie behind what the callers of their egress have
 * committed. The records are read: offsets alone would count the ends of transactions and the calls of other egresses.
 *
 * <p>It needs to describe the callers' groups and to read {@code calls}; where it cannot, nothing is told.
 */
public final class UntakenCalls implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UntakenCalls.class);

    /** At most so many are counted: callers have announced no more places than a few times this. */
    private static final int MOST = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> client;
    private final String prefix;
    private final Topic<ApiCall> calls;
    private final Monitor monitor;
    private volatile Map<String, Long> byEgress = Map.of();
    private @Nullable Clients clients;
    private boolean complained;
    private boolean closed;

    private record Clients(Admin admin, KafkaConsumer<byte[], byte[]> reader) {}

    /**
     * @param client properties of every Kafka client
     * @param prefix of the callers' groups
     */
    public UntakenCalls(Map<String, Object> client, String prefix, Topic<ApiCall> calls, Monitor monitor) {
        this.client = client;
        this.prefix = prefix;
        this.calls = calls;
        this.monitor = monitor;
    }

    /** Numbers of a moment ago; empty where they are not known. */
    Map<String, Long> byEgress() {
        return byEgress;
    }

    @Override
    public synchronized void run() {
        if (closed) {
            return;
        }
        try {
            byEgress = count();
            complained = false;
        } catch (RuntimeException | ExecutionException e) { // whatever it is, the next look may succeed
            byEgress = Map.of();
            if (!complained) {
                LOG.warn("the calls that no caller has taken cannot be counted: {}", e.getMessage());
                complained = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Long> count() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = monitor.tasks().stream()
                .map(task -> new TopicPartition(calls.name(), task.partition()))
                .toList();
        Map<String, Map<TopicPartition, Long>> taken = new HashMap<>();
        Map<String, Long> numbers = new TreeMap<>();
        for (String egress : egresses()) {
            taken.put(egress, taken(egress, partitions));
            numbers.put(egress, 0L);
        }
        KafkaConsumer<byte[], byte[]> reader = clients().reader();
        reader.assign(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        ends.forEach((partition, end) ->
                reader.seek(partition, first(partition, taken).orElse(end)));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        int left = MOST;
        while (left > 0 && System.nanoTime() < giveUp && isBehind(reader, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                left--;
                String egress = egress(record);
                Long from = taken.getOrDefault(egress, Map.of())
                        .get(new TopicPartition(record.topic(), record.partition()));
                if (from != null && record.offset() >= from) {
                    numbers.merge(egress, 1L, Long::sum);
                }
            }
        }
        return numbers;
    }

    /** Where the callers of an egress go on; a partition that none has begun with is left out. */
    private Map<TopicPartition, Long> taken(String egress, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        String group = CallerSettings.group(prefix, egress);
        Map<TopicPartition, Long> taken = new HashMap<>();
        clients()
                .admin()
                .listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                .partitionsToOffsetAndMetadata(group)
                .get()
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        taken.put(partition, committed.offset());
                    }
                });
        return taken;
    }

    private Set<String> egresses() {
        return monitor.tasks().stream()
                .flatMap(task -> task.credentials().stream())
                .map(TaskMonitor.Shown::egress)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Long> first(TopicPartition partition, Map<String, Map<TopicPartition, Long>> taken) {
        return taken.values().stream()
                .flatMap(offsets -> Optional.ofNullable(offsets.get(partition)).stream())
                .min(Comparator.naturalOrder());
    }

    private static boolean isBehind(KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue());
    }

    private String egress(ConsumerRecord<byte[], byte[]> record) {
        try {
            ApiCall call = calls.read(record.value());
            return call == null ? "" : call.getEgress();
        } catch (UnreadableRecordException e) {
            return ""; // callers leave it out, too
        }
    }

    private Clients clients() {
        if (clients == null) {
            Admin admin = Admin.create(TunedSettings.of("meter").under(client));
            Map<String, Object> config = TunedSettings.of("reader", "meter").under(client);
            clients = new Clients(
                    admin, new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        }
        return clients;
    }

    /** Waits for a look that is under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (clients != null) {
            clients.admin().close(PATIENCE);
            clients.reader().close(CloseOptions.timeout(PATIENCE));
        }
    }
}
