package io.sluice.connectors.caller;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
            Map<TopicPartition, Long> ends = untilDone(this::begin);
            while (!stopping) {
                untilDone(() -> consumer.poll(POLL)).forEach(this::hand);
                ends.entrySet().removeIf(end -> hasRead(end.getKey(), end.getValue()));
                if (ends.isEmpty()) {
                    caughtUp.countDown();
                }
            }
        } catch (RetriableException e) {
            LOG.info("{} was not read to its end before the caller closed: {}", topic, e.getMessage());
        }
    }

    /** Starts at the beginning; returns where each partition ends now. */
    private Map<TopicPartition, Long> begin() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(topic + " is not there");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new HashMap<>(consumer.endOffsets(partitions));
    }

    private boolean hasRead(TopicPartition partition, long end) {
        return untilDone(() -> consumer.position(partition)) >= end;
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

    private void hand(ConsumerRecord<byte[], byte[]> record) {
        untilDone(() -> {
            sink.accept(record);
            return true;
        });
    }

    /** Does {@code step} again and again while broker or registry do not answer; gives up when the reader is stopped. */
    private <R> R untilDone(Supplier<R> step) {
        while (true) {
            try {
                return step.get();
            } catch (RetriableException e) {
                if (stopping) {
                    throw e;
                }
                LOG.warn("{} cannot be read now: {}", topic, e.getMessage());
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }
}
