package io.sluice.streams.observer;

import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.EndpointWindow;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.HdrHistogram.IntCountsHistogram;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Counts what became of calls, by provider and endpoint. */
final class Endpoints {
    /** Longer times count as this, in ms. */
    private static final long LONGEST = 3_600_000;

    /** Percentiles are exact to one part in a hundred. */
    private static final int DIGITS = 2;

    private final Windows<EndpointWindow> windows;
    private final Consumer<EndpointMetric> out;

    Endpoints(KeyValueStore<String, EndpointWindow> store, Consumer<EndpointMetric> out) {
        this.windows = new Windows<>(store, window -> window.getMetric().getWindowEnd());
        this.out = out;
    }

    void count(CallOutcome outcome, long at) {
        String series = outcome.getProvider() + '/' + outcome.getEndpoint();
        EndpointWindow before = windows.find(series);
        EndpointMetric.Builder metric =
                before == null ? fresh(series, outcome, at) : EndpointMetric.newBuilder(before.getMetric());
        IntCountsHistogram latencies = histogram(before);
        switch (outcome.getKind()) {
            case NOT_STARTED, NOT_SENT -> metric.setNotStarted(metric.getNotStarted() + 1);
            case TIMED_OUT, CONNECTION_LOST -> {
                metric.setCalls(metric.getCalls() + 1);
                metric.setLost(metric.getLost() + 1);
            }
            case ANSWERED, BODY_TOO_LARGE -> {
                metric.setCalls(metric.getCalls() + 1);
                answered(metric, outcome);
                latency(outcome, latencies);
            }
        }
        windows.put(series, new EndpointWindow(metric.build(), encoded(latencies)));
    }

    void close(long now) {
        windows.close(now, window -> {
            IntCountsHistogram latencies = histogram(window);
            out.accept(EndpointMetric.newBuilder(window.getMetric())
                    .setP50Ms(latencies.getValueAtPercentile(50))
                    .setP99Ms(latencies.getValueAtPercentile(99))
                    .setMaxMs(latencies.getMaxValue())
                    .build());
        });
    }

    private static EndpointMetric.Builder fresh(String series, CallOutcome outcome, long at) {
        long start = Windows.start(at);
        return EndpointMetric.newBuilder()
                .setSeries(series)
                .setProvider(outcome.getProvider())
                .setEndpoint(outcome.getEndpoint())
                .setWindowStart(start)
                .setWindowEnd(start + Windows.LENGTH);
    }

    private static void answered(EndpointMetric.Builder metric, CallOutcome outcome) {
        int status = outcome.getStatus() == null ? 0 : outcome.getStatus();
        if (Errors.isOk(status)) {
            metric.setOk(metric.getOk() + 1);
        } else if (status == 429) {
            metric.setThrottled(metric.getThrottled() + 1);
        } else {
            metric.setErrors(metric.getErrors() + 1);
        }
    }

    private static void latency(CallOutcome outcome, IntCountsHistogram latencies) {
        Long sent = outcome.getSentAt();
        Long answered = outcome.getAnsweredAt();
        if (sent != null && answered != null) {
            latencies.recordValue(Math.min(LONGEST, Math.max(0, answered - sent)));
        }
    }

    private static IntCountsHistogram histogram(@Nullable EndpointWindow window) {
        if (window == null) {
            return new IntCountsHistogram(LONGEST, DIGITS);
        }
        try {
            return IntCountsHistogram.decodeFromByteBuffer(window.getLatencies().duplicate(), LONGEST);
        } catch (RuntimeException e) {
            throw new IllegalStateException("store " + Nodes.ENDPOINT_WINDOWS + " holds no histogram", e);
        }
    }

    private static ByteBuffer encoded(IntCountsHistogram latencies) {
        ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        latencies.encodeIntoByteBuffer(bytes);
        bytes.flip();
        return bytes;
    }
}
