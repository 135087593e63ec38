package io.sluice.streams.app;

import io.sluice.streams.scheduler.UnreadableWaitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A role that Kafka Streams runs. */
final class StreamsRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRole.class);
    private static final Duration LAST_COMMITS = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_FAILURES = 10;

    private final String name;
    private final KafkaStreams streams;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final List<Long> failures = new ArrayList<>();

    private StreamsRole(String name, KafkaStreams streams) {
        this.name = name;
        this.streams = streams;
    }

    /**
     * Starts it. A thread that fails is replaced after a pause; where they fail again and again, it ends. So it does at once
     * where the broker refuses who it is or what it does, or those who wait cannot be read: to ask again takes a rebalance each time,
     * and the answer is the same.
     */
    static StreamsRole start(String name, KafkaStreams streams) {
        StreamsRole role = new StreamsRole(name, streams);
        streams.setUncaughtExceptionHandler(role::failed);
        streams.setStateListener((state, before) -> role.changed(state));
        streams.start();
        return role;
    }

    private StreamThreadExceptionResponse failed(Throwable error) {
        int failures = failuresWithinAMinute();
        if (isRefusal(error) || failures > MOST_FAILURES) {
            LOG.error("the {} ends; it failed {} times within a minute", name, failures, error);
            failure.completeExceptionally(new IllegalStateException("the " + name + " cannot go on: " + error, error));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("the {}'s thread failed and is replaced", name, error);
        LockSupport.parkNanos(PAUSE.toNanos() * failures);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isRefusal(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof UnreadableWaitException) {
                return true;
            }
        }
        return false;
    }

    private synchronized int failuresWithinAMinute() {
        long now = System.nanoTime();
        failures.add(now);
        failures.removeIf(at -> now - at > TimeUnit.MINUTES.toNanos(1));
        return failures.size();
    }

    CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** What of it does not work any more; nothing while it works, or would as soon as its broker answers. */
    List<String> faults() {
        KafkaStreams.State state = streams.state();
        boolean over = state == KafkaStreams.State.PENDING_ERROR || state.hasCompletedShutdown();
        if (!over
                && (state == KafkaStreams.State.CREATED
                        || !streams.metadataForLocalThreads().isEmpty())) {
            return List.of();
        }
        return List.of("none of its threads works (" + state + ")");
    }

    /** Why its tasks do not all process records yet; nothing once they do. */
    List<String> unready() {
        return running()
                ? List.of()
                : List.of("Kafka Streams is " + streams.state() + ": tasks are being assigned or restored");
    }

    /** The partitions of its tasks. */
    Set<Integer> tasks() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.taskId().partition())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    KafkaStreams streams() {
        return streams;
    }

    private void changed(KafkaStreams.State state) {
        if (state == KafkaStreams.State.ERROR) {
            failure.completeExceptionally(new IllegalStateException("the " + name + "'s threads have all failed"));
        }
    }

    /** Commits, and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(LAST_COMMITS));
    }
}
