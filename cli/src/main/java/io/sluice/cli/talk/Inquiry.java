package io.sluice.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.sluice.schemas.wire.LastCalls;
import io.sluice.schemas.wire.ReasonCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What has become of one request: it waits, and why, or it is being called, or it is answered, and how. */
public final class Inquiry {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String UNKNOWN = "";

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
            Optional<Found<RequestStatus>> said = search.latest(topics.requestStatus());
            if (said.filter(status -> search.isCalled(topics, status)).isPresent()) {
                return said.map(status -> called(status.value(), now));
            }
            return said.map(Found::value)
                    .or(() -> search.latest(topics.retriesBudget()).map(parked -> status(requestId, parked)))
                    .or(() -> search.latest(topics.retriesBackoff()).map(parked -> status(requestId, parked)))
                    .map(status -> waits(status, Snapshot.queue(reader, topics, status.getProvider(), now), now))
                    .or(() -> search.answer(topics.responses()).map(response -> answered(response, now)));
        }
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }

    /** For machines: {@code state} is waiting, calling or answered, and the RequestStatus or ApiResponse that tells. */
    public String json() {
        return json.toString();
    }

    /**
     * What can be told of a wait that is too young to have a status of its own. Which endpoint's lane it stands in, and for
     * which limit, is not known then.
     */
    private static RequestStatus status(String requestId, Found<DelayedRequest> parked) {
        DelayedRequest delayed = parked.value();
        return RequestStatus.newBuilder()
                .setRequestId(requestId)
                .setProvider(delayed.getRequest().getProvider())
                .setEndpoint(UNKNOWN)
                .setAccount(delayed.getRequest().getAccount())
                .setReason(delayed.getReason())
                .setUntil(delayed.getNotBefore() == 0 ? null : Long.valueOf(delayed.getNotBefore()))
                .setLane(UNKNOWN)
                .setTicket(delayed.getTicket())
                .setSince(parked.at())
                .build();
    }

    private static Inquiry waits(RequestStatus status, Optional<QueueMetric> line, long now) {
        boolean passed = status.getUntil() != null && status.getUntil() < now;
        String until = status.getUntil() == null || passed ? "" : ", until " + at(status.getUntil(), now);
        String lane = status.getLane().equals(UNKNOWN) ? "it stands in line" : "it stands in lane " + status.getLane();
        return new Inquiry(
                status.getRequestId() + " waits since " + at(status.getSince(), now) + " for " + whatFor(status)
                        + until + "; " + lane
                        + line.map(queue -> serving(queue, status.getTicket(), now))
                                .orElse(""),
                json("waiting", status));
    }

    /** A status is taken back when the request is answered, not when its call is ordered. */
    static Inquiry called(RequestStatus status, long now) {
        return new Inquiry(
                status.getRequestId() + " is being called; it waited since " + at(status.getSince(), now)
                        + ", last for " + whatFor(status),
                json("calling", status));
    }

    private static String whatFor(RequestStatus status) {
        return status.getReason()
                + (status.getLimit() == null ? "" : ": " + Wording.limit(status.getLimit(), status.getScopeKey()));
    }

    /** Absent values are null. */
    private static JsonNode known(JsonNode status) {
        ObjectNode known = (ObjectNode) status;
        for (String field : List.of("endpoint", "lane")) {
            if (known.path(field).asText().equals(UNKNOWN)) {
                known.putNull(field);
            }
        }
        return known;
    }

    /** Where the line of the provider has got to, of which lanes are parts. */
    private static String serving(QueueMetric queue, long ticket, long now) {
        String next = queue.getNextAt() == null || queue.getNextAt() < now
                ? ""
                : ", whose call goes at " + at(queue.getNextAt(), now);
        Long oldest = queue.getOldestTicket();
        return oldest == null
                ? ""
                : ". For " + queue.getProvider() + " " + queue.getWaiting() + " wait, "
                        + (ticket <= oldest ? "this one first" : "others first")
                        + (queue.getReason() == null ? "" : " for " + queue.getReason())
                        + next;
    }

    static Inquiry answered(ApiResponse response, long now) {
        String status = response.getStatus() == null ? "" : ", status " + response.getStatus();
        String reason = response.getReason() == null ? "" : ": " + response.getReason();
        int calls = response.getCalls().size();
        return new Inquiry(
                response.getRequestId() + " was answered " + response.getResult() + status + " at "
                        + at(response.getCompletedAt(), now) + " after "
                        + Wording.count(calls, "call") + (calls < LastCalls.MOST ? "" : " or more") + " and "
                        + Wording.duration(response.getWaitedMs())
                        + reason,
                json("answered", new JsonRecords<>(ApiResponse.getClassSchema()).tree(response)));
    }

    private static ObjectNode json(String state, RequestStatus status) {
        return json(state, known(new JsonRecords<>(RequestStatus.getClassSchema()).tree(status)));
    }

    private static ObjectNode json(String state, JsonNode record) {
        return MAPPER.createObjectNode().put("state", state).set("record", record);
    }

    private static String at(long instant, long now) {
        return Wording.instant(instant, now);
    }

    /** A key's latest record, where it lies, and the instant at which it was written (epoch ms). */
    private record Found<V>(V value, int partition, long at) {}

    /** Looks through whole topics for one key. */
    private record Search(Reader reader, ByteBuffer key) {
        <V> Optional<Found<V>> latest(Topic<V> topic) {
            AtomicReference<@Nullable ConsumerRecord<byte[], byte[]>> found = new AtomicReference<>();
            each(topic, found::set);
            return Optional.ofNullable(found.get())
                    .filter(record -> record.value() != null)
                    .map(record -> new Found<>(topic.read(record.value()), record.partition(), record.timestamp()));
        }

        /** The latest answer; that other requests of the same id were refused counts where there is no other. */
        Optional<ApiResponse> answer(Topic<ApiResponse> topic) {
            AtomicReference<@Nullable ApiResponse> found = new AtomicReference<>();
            each(topic, record -> {
                ApiResponse response = record.value() == null ? null : topic.read(record.value());
                if (response == null
                        || found.get() == null
                        || !ReasonCodes.ID_REUSED.equals(response.getReasonCode())) {
                    found.set(response);
                }
            });
            return Optional.ofNullable(found.get());
        }

        /** Whether its wait was over after that was said: a call of it was ordered. */
        boolean isCalled(Topics topics, Found<RequestStatus> said) {
            return isOver(topics.retriesBudget(), said) || isOver(topics.retriesBackoff(), said);
        }

        private boolean isOver(Topic<DelayedRequest> retries, Found<RequestStatus> said) {
            AtomicBoolean over = new AtomicBoolean();
            reader.since(retries.name(), said.partition(), said.at());
            its(record -> over.set(record.value() == null));
            return over.get();
        }

        private void each(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
            reader.fromStart(List.of(topic.name()));
            its(to);
        }

        private void its(Consumer<ConsumerRecord<byte[], byte[]>> to) {
            Map<TopicPartition, Long> ends = new HashMap<>(reader.ends());
            while (!reader.caughtUp(ends)) {
                reader.poll(100).forEach(record -> {
                    if (record.key() != null && ByteBuffer.wrap(record.key()).equals(key)) {
                        to.accept(record);
                    }
                });
            }
        }
    }
}
