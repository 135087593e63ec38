package io.sluice.cli.talk;

import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Mark;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Listens for the answer to one request, and whether a scheduler works on it; it must be opened before the request is sent. */
public final class Conversation implements AutoCloseable {
    /** How much later than its longest wait a request is answered at the most, in ms. */
    private static final long GRACE_MILLIS = 2_000;

    private final Topics topics;
    private final String requestId;
    private final int partition;
    private final Reader reader;
    private final Reader signs;
    private boolean told;
    private long heardAt = millis();

    /**
     * Begins to listen.
     *
     * @param partition of the request
     */
    public Conversation(Map<String, Object> client, Topics topics, String requestId, int partition) {
        this.topics = topics;
        this.requestId = requestId;
        this.partition = partition;
        this.signs = new Reader(client);
        this.reader = new Reader(client);
        reader.latest(topics.responses().name())
                .ifPresent(topics.responses()::read); // else the request is sent in vain
        reader.fromEnd(List.of(topics.responses().name(), topics.requestStatus().name()));
        signs.since(topics.outcomes().name(), partition, System.currentTimeMillis() - Snapshot.SIGNS_MILLIS);
    }

    /**
     * Waits for the response; tells why the request waits where that takes long, and where no scheduler works.
     *
     * @param maxWaitMillis the request's own; without one it is waited for until there is a response
     * @return empty where no scheduler works and none is to make the call any more, since the longest wait has passed
     */
    public Optional<ApiResponse> await(@Nullable Long maxWaitMillis, Consumer<String> waiting) {
        AtomicReference<@Nullable ApiResponse> answer = new AtomicReference<>();
        long begin = millis();
        heardAt = begin;
        while (true) {
            reader.poll(200).forEach(record -> {
                if (Reader.key(record).equals(requestId)) {
                    take(record, answer, waiting);
                }
            });
            ApiResponse response = answer.get();
            if (response != null) {
                return Optional.of(response);
            }
            if (!isScheduled()) {
                boolean over = maxWaitMillis != null && millis() - begin > maxWaitMillis + GRACE_MILLIS;
                tell(over, waiting);
                if (over) {
                    return Optional.empty();
                }
            }
        }
    }

    /** Whether a scheduler told lately that it works. */
    private boolean isScheduled() {
        signs.poll(0).forEach(record -> {
            if (isMark(record)) {
                heardAt = millis();
                told = false;
            }
        });
        return millis() - heardAt <= Snapshot.SIGNS_MILLIS;
    }

    private boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() != null && topics.outcomes().read(record.value()) instanceof Mark;
        } catch (UnreadableRecordException e) {
            return false;
        }
    }

    private void tell(boolean over, Consumer<String> waiting) {
        if (over || !told) {
            waiting.accept("no scheduler works on partition " + partition
                    + (over ? ", and the request may wait no longer" : "")
                    + "; sluice status says more");
        }
        told = true;
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
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
                    status.getLimit() == null ? "" : ": " + Wording.limit(status.getLimit(), status.getScopeKey());
            String until = status.getUntil() == null ? "" : ", until " + Wording.instant(status.getUntil(), now);
            waiting.accept("waits for " + status.getReason() + limit + until);
        }
    }

    @Override
    public void close() {
        signs.close();
        reader.close();
    }
}
