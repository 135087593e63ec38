package io.sluice.bench.loop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Hands requests to a loop from a thread of its own and reads the committed responses; each must come once and be good. */
public final class Driver implements AutoCloseable {
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** To wake for each request would cost more than to hand it in; what comes late by this counts as late. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final String body;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param lingerMillis of the producer: 0 where latency is measured
     * @param body of each call, as JSON
     */
    public Driver(Loop loop, int lingerMillis, String body) {
        this.loop = loop;
        this.body = body;
        Map<String, Object> producing = new HashMap<>(loop.client());
        producing.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        producing.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        this.producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
        Map<String, Object> consuming = new HashMap<>(loop.client());
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consuming.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        this.consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(loop.responses(), 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands in requests as fast as responses come, with at most so many without one. */
    public Times closed(String prefix, int requests, int outstanding) {
        Semaphore room = new Semaphore(outstanding);
        return run(prefix, requests, room, number -> {
            room.acquireUninterruptibly();
            return System.nanoTime();
        });
    }

    /** Hands in requests at a steady rate, whatever comes; each counts from the instant at which it was due. */
    public Times open(String prefix, int requests, int perSecond) {
        long start = System.nanoTime();
        return run(prefix, requests, new Semaphore(0), number -> {
            long due = start + number * TimeUnit.SECONDS.toNanos(1) / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(Math.max(left, TICK_NANOS));
            }
            return due;
        });
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    /** Says when a request is handed in, after waiting until it may be. */
    private interface Pace {
        long await(int number);
    }

    private Times run(String prefix, int requests, Semaphore room, Pace pace) {
        Times times = new Times(requests);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Thread feed = new Thread(() -> feed(prefix, times, pace, failure), "bench-feed");
        feed.setDaemon(true);
        feed.start();
        List<byte[]> values = collect(prefix, times, room, failure);
        for (byte[] value : values) {
            if (!loop.good(value)) {
                throw new IllegalStateException(loop.name() + " gave a response that is not OK");
            }
        }
        return times;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure
    private void feed(String prefix, Times times, Pace pace, AtomicReference<@Nullable Exception> failure) {
        for (int number = 0; number < times.size(); number++) {
            times.handedIn(number, pace.await(number));
            producer.send(loop.request(prefix + number, body), (where, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
            });
        }
        producer.flush();
    }

    private List<byte[]> collect(
            String prefix, Times times, Semaphore room, AtomicReference<@Nullable Exception> failure) {
        int requests = times.size();
        List<byte[]> values = new ArrayList<>(requests);
        long last = System.nanoTime();
        while (values.size() < requests) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                last = System.nanoTime();
                String id = new String(record.key(), StandardCharsets.UTF_8);
                if (!id.startsWith(Loop.ASIDE)) {
                    note(prefix, id, times, last);
                    values.add(record.value());
                    room.release();
                }
            }
            Exception error = failure.get();
            if (error != null) {
                throw new IllegalStateException("a request could not be written", error);
            }
            if (System.nanoTime() - last > STALLED_NANOS) {
                throw new IllegalStateException(loop.name() + " gave " + values.size() + " of " + requests
                        + " responses, and none for a minute");
            }
        }
        return values;
    }

    private void note(String prefix, String id, Times times, long now) {
        int number = id.startsWith(prefix) ? Integer.parseInt(id, prefix.length(), id.length(), 10) : -1;
        if (number < 0 || number >= times.size() || times.isAnswered(number)) {
            throw new IllegalStateException(loop.name() + " answered '" + id + "' when it was not its turn, or twice");
        }
        times.answered(number, now);
    }
}
