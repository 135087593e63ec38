package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.http.AnswerBytes;
import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.schemas.ApiCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing of outcomes, on a thread of its own, so that neither encoding nor a full producer holds up the event loop.
 *
 * <p>An outcome that cannot be written now is tried again until a minute after the lease of its call has ended. While no broker
 * answers the scheduler sees no lease end either, and what it reads first counts: an answer that is kept saves a request from an
 * unknown outcome, or from a second call. After that it is logged and dropped. What is kept counts in {@link AnswerBytes}, so that
 * no calls start while it is too much.
 */
final class OutcomeSender implements Outcomes, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeSender.class);
    private static final long LOOK_MILLIS = 100;

    /** How long after the end of a call's lease its outcome is still worth a try. */
    private static final long LATE_MILLIS = 60_000;

    /** Outcomes gather while the thread rests, so that the event loop need not wake it for each. */
    private static final long GATHER_NANOS = 500_000;

    /** How long outcomes may take to be written when the sender ends. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(10);

    private final BlockingQueue<Unsent> told = new LinkedBlockingQueue<>();
    private final Queue<Unsent> returned = new ConcurrentLinkedQueue<>();
    /** In order; on the sender's thread alone. */
    private final ArrayDeque<Unsent> next = new ArrayDeque<>();

    private final Producer<byte[], byte[]> producer;
    private final OutcomeEncoder encoder;
    private final AnswerBytes memory;
    private final Clock clock;
    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
    private volatile boolean stopping;

    OutcomeSender(Producer<byte[], byte[]> producer, OutcomeEncoder encoder, AnswerBytes memory, Clock clock) {
        this.producer = producer;
        this.encoder = encoder;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public void notStarted(ApiCall call, String reason) {
        long at = clock.millis();
        tell(call.getCallId(), () -> encoder.notStarted(call, reason, at), wantedUntil(call), 0);
    }

    @Override
    public void ended(ApiCall call, HttpResult result, OpenedSecret secret) {
        long at = clock.millis();
        tell(call.getCallId(), () -> encoder.ended(call, result, secret, at), wantedUntil(call), result.heldBytes());
    }

    private static long wantedUntil(ApiCall call) {
        return Math.min(Long.MAX_VALUE - LATE_MILLIS, Leases.endOf(call)) + LATE_MILLIS;
    }

    /** The board for the places of one egress. A word that cannot be said in time is not said later. */
    PlacesBoard boardOf(String egress) {
        return (partition, places) -> {
            long at = clock.millis();
            tell(null, () -> encoder.places(egress, partition, places, at), at, 0);
        };
    }

    private void tell(
            @Nullable String callId, Supplier<ProducerRecord<byte[], byte[]>> outcome, long until, long held) {
        told.add(new Unsent(callId, outcome, until, memory, held));
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                throwRefusal();
                turn();
            }
            long end = clock.millis() + LAST_WRITES.toMillis();
            while (isBusy() && clock.millis() < end) {
                turn();
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

    /** Sends what there is, or waits a little for something. */
    void turn() throws InterruptedException {
        Unsent first = told.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        for (Unsent back = returned.poll(); back != null; back = returned.poll()) {
            next.add(back);
        }
        if (first != null) {
            next.add(first);
            told.drainTo(next);
        }
        while (!next.isEmpty() && send(next.element())) {
            next.remove();
        }
        LockSupport.parkNanos(GATHER_NANOS);
    }

    /** A caller that may not write is no use, and nobody else would say so: it ends with the broker's refusal. */
    private void throwRefusal() {
        RuntimeException refused = refusal.get();
        if (refused != null) {
            throw refused;
        }
    }

    private boolean isBusy() {
        return !told.isEmpty() || !returned.isEmpty() || !next.isEmpty();
    }

    /** Returns whether it is done with an outcome, and the next one may be tried. */
    // The future is of no use: the callback tells the same.
    @SuppressWarnings("FutureReturnValueIgnored")
    private boolean send(Unsent outcome) {
        try {
            producer.send(outcome.record(), (metadata, trouble) -> {
                if (trouble == null) {
                    outcome.release();
                } else if (outcome.isWanted(trouble, clock.millis())) {
                    returned.add(outcome);
                } else {
                    drop(outcome, trouble);
                }
            });
            return true;
        } catch (RuntimeException trouble) {
            if (outcome.isWanted(trouble, clock.millis())) {
                return false;
            }
            drop(outcome, trouble);
            return true;
        }
    }

    private void drop(Unsent outcome, Exception trouble) {
        outcome.release();
        if (trouble instanceof AuthorizationException refused) {
            refusal.compareAndSet(null, refused);
        }
        if (outcome.callId() == null) {
            LOG.debug("places were not announced; the next word on them follows", trouble);
        } else {
            LOG.error("the outcome of call {} was not written and is lost", outcome.callId(), trouble);
        }
    }
}
