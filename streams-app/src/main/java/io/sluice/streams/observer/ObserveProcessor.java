package io.sluice.streams.observer;

import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.EndpointMetric;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one partition tells.
 *
 * <p>A window closes when a record comes that is younger. While a scheduler lives, one comes each second: its mark. An
 * outcome that comes when its window has closed counts in the next one. What comes from a
 * clock that is ahead counts as of now: it would close windows that others still count in, and forget patterns.
 */
final class ObserveProcessor implements Processor<byte[], byte[], String, Object> {
    private final Topics topics;
    private @Nullable Parts parts;
    /** Windows that ended by then are closed, epoch ms. */
    private long closed;

    private record Parts(
            ProcessorContext<String, Object> context,
            Endpoints endpoints,
            Credentials credentials,
            Patterns patterns) {}

    ObserveProcessor(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Endpoints endpoints =
                new Endpoints(context.getStateStore(Nodes.ENDPOINT_WINDOWS), metric -> write(context, metric));
        Credentials credentials =
                new Credentials(context.getStateStore(Nodes.CREDENTIAL_WINDOWS), metric -> write(context, metric));
        Patterns patterns = new Patterns(
                context.getStateStore(Nodes.ERROR_PATTERNS),
                (id, pattern) -> write(context, Nodes.WRITE_ERROR_PATTERNS, id, pattern));
        parts = new Parts(context, endpoints, credentials, patterns);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Parts mine = parts;
        if (mine == null || record.value() == null) {
            return;
        }
        long now = mine.context().currentSystemTimeMs();
        long at = Math.max(Math.min(record.timestamp(), now), closed);
        closeBefore(mine, Windows.start(at));
        boolean isOutcome = mine.context()
                .recordMetadata()
                .map(metadata -> metadata.topic().equals(topics.outcomes().name()))
                .orElse(false);
        try {
            if (isOutcome) {
                outcome(mine, topics.outcomes().read(record.value()), at);
            } else {
                CredentialState state = topics.credentialState().read(record.value());
                mine.credentials().show(state, at);
            }
        } catch (UnreadableRecordException told) {
            // the scheduler makes it a dead letter
        }
    }

    private static void outcome(Parts mine, Object value, long at) {
        if (value instanceof CallOutcome outcome) {
            mine.endpoints().count(outcome, at);
            mine.patterns().count(outcome, at);
        }
    }

    private void closeBefore(Parts mine, long instant) {
        if (instant > closed) {
            closed = instant;
            mine.endpoints().close(instant);
            mine.credentials().close(instant);
            mine.patterns().close(instant);
        }
    }

    private static void write(ProcessorContext<String, Object> context, EndpointMetric metric) {
        write(context, Nodes.WRITE_ENDPOINTS, metric.getSeries(), metric);
    }

    private static void write(ProcessorContext<String, Object> context, CredentialMetric metric) {
        write(context, Nodes.WRITE_CREDENTIALS, metric.getSeries(), metric);
    }

    private static void write(
            ProcessorContext<String, Object> context, String node, String key, @Nullable Object value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), node);
    }
}
