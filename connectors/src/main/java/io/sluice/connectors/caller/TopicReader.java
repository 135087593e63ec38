package io.sluice.connectors.caller;

import io.sluice.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading of a whole topic, from its first record on and for as long as it runs, without a group. It lives on a thread of
 * its own and hands the records to a sink there.
 */
final class TopicReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean stopping;

    TopicReader(KafkaConsumer<byte[], byte[]> consumer, String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        this.consumer = consumer;
        this.topic = topic;
        this.sink = sink;
    }

    @Override
    public void run() {
        try (consumer) {
            List<TopicPartition> partitions = awaitPartitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!stopping) {
                consumer.poll(POLL).forEach(this::hand);
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    caughtUp.countDown();
                }
            }
        }
    }

    /** Waits until everything that was in the topic at the start has been read, or the reader was stopped. */
    void awaitCaughtUp() {
        try {
            caughtUp.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the reader to end. */
    void stop() {
        stopping = true;
        caughtUp.countDown();
    }

    /** Hands one record on, again and again while the registry does not give its schema. */
    private void hand(ConsumerRecord<byte[], byte[]> record) {
        while (!stopping) {
            try {
                sink.accept(record);
                return;
            } catch (RegistryException e) {
                LOG.warn("{} cannot be read now: {}", topic, e.getMessage());
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private List<TopicPartition> awaitPartitions() {
        List<TopicPartition> found = List.of();
        while (found.isEmpty() && !stopping) {
            found = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        }
        return found;
    }
}
