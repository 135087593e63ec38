package io.sluice.connectors.caller;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The reading of a whole topic, from its first record on and for as long as it runs, without a group. It lives on a thread of
 * its own and hands the records to a sink there.
 */
final class TopicReader implements Runnable {
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
                consumer.poll(POLL).forEach(sink);
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    caughtUp.countDown();
                }
            }
        }
    }

    /** Waits until everything that was in the topic at the start has been read; returns whether it has, within {@code wait}. */
    boolean awaitCaughtUp(Duration wait) throws InterruptedException {
        return caughtUp.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the reader to end. */
    void stop() {
        stopping = true;
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
