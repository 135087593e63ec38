package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing of outcomes, on a thread of its own, so that neither encoding nor a full producer holds up the event loop.
 *
 * <p>The queue is as long as the calls in flight at most. An outcome that cannot be written is logged and dropped: the lease of
 * its call ends without it.
 */
final class OutcomeSender implements Outcomes, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeSender.class);
    private static final long LOOK_MILLIS = 100;

    /** Outcomes gather while the thread rests, so that the event loop need not wake it for each. */
    private static final long GATHER_NANOS = 500_000;

    /** How long outcomes may take to be written when the sender ends. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final BlockingQueue<Supplier<ProducerRecord<byte[], byte[]>>> queue = new LinkedBlockingQueue<>();
    private final Producer<byte[], byte[]> producer;
    private final OutcomeEncoder encoder;
    private final Clock clock;
    private volatile boolean stopping;

    OutcomeSender(Producer<byte[], byte[]> producer, OutcomeEncoder encoder, Clock clock) {
        this.producer = producer;
        this.encoder = encoder;
        this.clock = clock;
    }

    @Override
    public void notStarted(ApiCall call, NotStartedReason reason) {
        long at = clock.millis();
        queue.add(() -> encoder.notStarted(call, reason, at));
    }

    @Override
    public void ended(ApiCall call, HttpResult result, OpenedSecret secret) {
        long at = clock.millis();
        queue.add(() -> encoder.ended(call, result, secret, at));
    }

    /** The board for the places of one egress. */
    PlacesBoard boardOf(String egress) {
        return (partition, places) -> {
            long at = clock.millis();
            queue.add(() -> encoder.places(egress, partition, places, at));
        };
    }

    @Override
    public void run() {
        List<Supplier<ProducerRecord<byte[], byte[]>>> batch = new ArrayList<>();
        try {
            while (!stopping || !queue.isEmpty()) {
                Supplier<ProducerRecord<byte[], byte[]>> first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch);
                    batch.forEach(this::send);
                    batch.clear();
                    LockSupport.parkNanos(GATHER_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close(LAST_WRITES);
        }
    }

    /** Asks the sender to write what is there and to end. */
    void stop() {
        stopping = true;
    }

    // The future is of no use: the callback tells the same.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(Supplier<ProducerRecord<byte[], byte[]>> outcome) {
        try {
            producer.send(outcome.get(), (metadata, trouble) -> {
                if (trouble != null) {
                    LOG.error("an outcome was not written and is lost", trouble);
                }
            });
        } catch (RuntimeException e) {
            LOG.error("an outcome was not written and is lost", e);
        }
    }
}
