package io.sluice.cli.talk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What has become of one request: it waits, and why, or it is answered, and how. */
public final class Inquiry {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String sentence;
    private final ObjectNode json;

    private Inquiry(String sentence, ObjectNode json) {
        this.sentence = sentence;
        this.json = json;
    }

    /** Asks a pipeline; empty where nothing is known of a request of that id. */
    public static Optional<Inquiry> of(Map<String, Object> client, Topics topics, String requestId) {
        long now = System.currentTimeMillis();
        try (Reader reader = new Reader(client)) {
            Search search = new Search(reader, ByteBuffer.wrap(requestId.getBytes(StandardCharsets.UTF_8)));
            return search.latest(topics.requestStatus())
                    .map(status -> waits(status, Snapshot.queue(reader, topics, status.getProvider(), now), now))
                    .or(() -> search.latest(topics.retriesBudget()).map(parked -> parked(requestId, parked, now)))
                    .or(() -> search.latest(topics.retriesBackoff()).map(parked -> parked(requestId, parked, now)))
                    .or(() -> search.latest(topics.responses()).map(response -> answered(response, now)));
        }
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }

    /** For machines: {@code state} is waiting or answered, and the record that tells. */
    public String json() {
        return json.toString();
    }

    private static Inquiry waits(RequestStatus status, Optional<QueueMetric> line, long now) {
        String limit = status.getLimit() == null ? "" : ": limit " + status.getLimit() + " of " + status.getScopeKey();
        boolean passed = status.getUntil() != null && status.getUntil() < now;
        String until = status.getUntil() == null || passed ? "" : ", until " + at(status.getUntil(), now);
        return new Inquiry(
                status.getRequestId() + " waits since " + at(status.getSince(), now) + " for " + status.getReason()
                        + limit + until + "; it stands in lane " + status.getLane() + " with ticket "
                        + status.getTicket()
                        + line.map(queue -> serving(queue, now)).orElse(""),
                json("waiting", new JsonRecords<>(RequestStatus.getClassSchema()), status));
    }

    /** Where the provider's line has got to. */
    private static String serving(QueueMetric queue, long now) {
        String next = queue.getNextAt() == null || queue.getNextAt() < now
                ? ""
                : ", and the next call goes at " + at(queue.getNextAt(), now);
        return queue.getOldestTicket() == null
                ? ""
                : ". " + queue.getWaiting() + " wait, the first with ticket " + queue.getOldestTicket() + next;
    }

    private static Inquiry parked(String requestId, DelayedRequest parked, long now) {
        String until = parked.getNotBefore() > now ? ", until " + at(parked.getNotBefore(), now) : "";
        return new Inquiry(
                requestId + " waits for " + parked.getReason() + until + "; it has ticket " + parked.getTicket(),
                json("waiting", new JsonRecords<>(DelayedRequest.getClassSchema()), parked));
    }

    private static Inquiry answered(ApiResponse response, long now) {
        String status = response.getStatus() == null ? "" : ", status " + response.getStatus();
        String reason = response.getReason() == null ? "" : ": " + response.getReason();
        return new Inquiry(
                response.getRequestId() + " was answered " + response.getResult() + status + " at "
                        + at(response.getCompletedAt(), now) + " after "
                        + response.getCalls().size() + " calls and " + Words.duration(response.getWaitedMs())
                        + reason,
                json("answered", new JsonRecords<>(ApiResponse.getClassSchema()), response));
    }

    private static <V> ObjectNode json(String state, JsonRecords<V> records, V record) {
        return MAPPER.createObjectNode().put("state", state).set("record", records.tree(record));
    }

    private static String at(long instant, long now) {
        return Words.instant(instant, now);
    }

    /** Looks through whole topics for one key. */
    private record Search(Reader reader, ByteBuffer key) {
        <V> Optional<V> latest(Topic<V> topic) {
            reader.fromStart(List.of(topic.name()));
            Map<TopicPartition, Long> ends = new HashMap<>(reader.ends());
            AtomicReference<byte @Nullable []> found = new AtomicReference<>();
            while (!reader.caughtUp(ends)) {
                reader.poll(100).forEach(record -> {
                    if (record.key() != null && ByteBuffer.wrap(record.key()).equals(key)) {
                        found.set(record.value());
                    }
                });
            }
            return Optional.ofNullable(found.get()).map(topic::read);
        }
    }
}
