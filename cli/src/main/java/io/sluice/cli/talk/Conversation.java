package io.sluice.cli.talk;

import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.serde.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Listens for the answer to one request; it must be opened before the request is sent. */
public final class Conversation implements AutoCloseable {
    private final Topics topics;
    private final String requestId;
    private final Reader reader;

    public Conversation(Map<String, Object> client, Topics topics, String requestId) {
        this.topics = topics;
        this.requestId = requestId;
        this.reader = new Reader(client);
        reader.latest(topics.responses().name())
                .ifPresent(topics.responses()::read); // else the request is sent in vain
        reader.fromEnd(List.of(topics.responses().name(), topics.requestStatus().name()));
    }

    /** Waits for the response; tells why the request waits where that takes long. */
    public ApiResponse await(Consumer<String> waiting) {
        AtomicReference<@Nullable ApiResponse> answer = new AtomicReference<>();
        while (true) {
            reader.poll(200).forEach(record -> {
                if (Reader.key(record).equals(requestId)) {
                    take(record, answer, waiting);
                }
            });
            ApiResponse response = answer.get();
            if (response != null) {
                return response;
            }
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            AtomicReference<@Nullable ApiResponse> answer,
            Consumer<String> waiting) {
        if (record.topic().equals(topics.responses().name())) {
            answer.set(topics.responses().read(record.value()));
        } else if (record.value() != null) {
            RequestStatus status = topics.requestStatus().read(record.value());
            long now = System.currentTimeMillis();
            String limit =
                    status.getLimit() == null ? "" : ": limit " + status.getLimit() + " of " + status.getScopeKey();
            String until = status.getUntil() == null ? "" : ", until " + Words.instant(status.getUntil(), now);
            waiting.accept("waits for " + status.getReason() + limit + until);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
