package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.wire.CallerRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One egress's reading of {@code calls}, as a member of its consumer group. It lives on a thread of its own; {@link #stop}
 * alone may be called from elsewhere.
 *
 * <p>A feed that stops withdraws its places, takes what was sent before the scheduler read that, and leaves the group; calls in
 * flight need no membership, and others get the next ones. So does one whose calls are of no use here, until they are again. One
 * that cannot read its calls now withdraws its places too, and stays: another would not read them either.
 */
final class CallFeed implements Runnable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_STOPPING = Duration.ofMillis(20);
    private static final Duration LEAVE = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long UNREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long calls may still come after the places were withdrawn. */
    private static final long LAST_CALLS_MILLIS = 250;

    /**
     * The same with a slow scheduler, where calls in flight are waited for anyway: no commit of a scheduler waits
     * longer.
     */
    private static final long LAST_COMMIT_MILLIS = 1_000;

    private final Consumer<byte[], byte[]> consumer;
    private final CommittedCalls calls;
    private final CallMaker maker;
    private final PlacesAnnouncer announcer;
    private final BooleanSupplier useful;
    private final FeedSettings settings;
    private final Clock clock;
    private boolean withdrawnUnread;
    private volatile boolean stopping;

    CallFeed(FeedSettings settings, Ports ports, CallMaker maker, Clock clock) {
        this.consumer = ports.consumer();
        this.calls = new CommittedCalls(consumer, ports.decoder());
        this.maker = maker;
        this.announcer = new PlacesAnnouncer(ports.board(), clock, () -> maker.placesOf(settings.places()));
        this.useful = ports.useful();
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What connects a feed to Kafka.
     *
     * @param useful whether calls can be made here
     */
    record Ports(Consumer<byte[], byte[]> consumer, CallDecoder decoder, PlacesBoard board, BooleanSupplier useful) {}

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (useful.getAsBoolean()) {
                    takePart();
                } else {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            }
        } finally {
            announcer.withdraw("is ending");
            consumer.close(CloseOptions.timeout(LEAVE)
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    private void takePart() {
        announcer.offer();
        subscribe();
        while (!stopping && useful.getAsBoolean()) {
            takeCalls();
        }
        withdrawnUnread = false;
        announcer.withdraw(stopping ? "is ending" : "takes no calls");
        drain();
    }

    /** Why calls may not flow here yet; empty once they may. From any thread. */
    Optional<String> unready() {
        return announcer.unready();
    }

    /** Asks the feed to drain and to end. */
    void stop() {
        stopping = true;
    }

    void subscribe() {
        consumer.subscribe(List.of(settings.topic()), announcer);
    }

    /** Reads once, and offers places as long as what is read is understood. */
    void takeCalls() {
        turn(POLL);
        Optional<String> unread = calls.unread();
        if (unread.isPresent()) {
            if (!withdrawnUnread) {
                withdrawnUnread = true;
                announcer.withdraw("cannot read its calls: " + unread.get());
            }
            LockSupport.parkNanos(UNREAD_NANOS);
        } else if (withdrawnUnread) {
            withdrawnUnread = false;
            announcer.resume();
        }
    }

    /** Reads once; returns whether there was anything. */
    boolean turn(Duration wait) {
        List<ApiCall> next = calls.next(wait);
        maker.accept(next); // before anything that may take long, or fail: nobody will read them again
        Set<TopicPartition> unsettled = announcer.unsettled();
        if (!unsettled.isEmpty() && calls.settle(unsettled)) {
            announcer.settle();
        }
        announcer.announceWhenDue();
        return !next.isEmpty();
    }

    private void drain() {
        long begin = clock.millis();
        boolean more = true;
        while (more) {
            more = mayBringMore(turn(POLL_WHILE_STOPPING), clock.millis() - begin);
        }
        if (!stopping) {
            consumer.unsubscribe();
        }
    }

    private boolean mayBringMore(boolean read, long millis) {
        boolean slow = stopping && maker.inFlight().number() > 0;
        // While they come, as long as the scheduler believes what was announced before; then they are for others.
        long most = read ? CallerRules.BELIEVED_MILLIS : slow ? LAST_COMMIT_MILLIS : LAST_CALLS_MILLIS;
        return millis < Math.min(most, settings.drainMillis());
    }
}
