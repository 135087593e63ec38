package io.sluice.streams.scheduler;

import io.sluice.schemas.Answered;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.RequestRecord;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What became of each request: a call of it is in flight, or it was answered in the last 24 hours.
 *
 * <p>Both are one entry, so that an answer costs one write. A request without an id of its own leaves no answer behind.
 */
final class Ledger {
    /** For so long an id is remembered, in ms. */
    static final long REMEMBERED_MILLIS = 86_400_000;

    private final KeyValueStore<String, RequestRecord> store;
    private @Nullable String sweptUpTo;

    Ledger(KeyValueStore<String, RequestRecord> store) {
        this.store = store;
    }

    void inFlight(String requestId, PendingCall call) {
        store.put(requestId, new RequestRecord(call));
    }

    void answered(String requestId, ApiRequest request, ApiResponse response, long now) {
        if (request.getId() == null) {
            store.delete(requestId);
        } else {
            ByteBuffer digest = ByteBuffer.wrap(Digests.of(request));
            store.put(requestId, new RequestRecord(new Answered(digest, response, now)));
        }
    }

    /** Its call came to nothing and it waits again. */
    void notInFlight(String requestId) {
        store.delete(requestId);
    }

    @Nullable
    PendingCall call(String requestId) {
        RequestRecord record = store.get(requestId);
        return record != null && record.getState() instanceof PendingCall call ? call : null;
    }

    @Nullable
    Answered answer(String requestId) {
        RequestRecord record = store.get(requestId);
        return record != null && record.getState() instanceof Answered answered ? answered : null;
    }

    void eachCall(Consumer<PendingCall> to) {
        try (KeyValueIterator<String, RequestRecord> all = store.all()) {
            while (all.hasNext()) {
                if (all.next().value.getState() instanceof PendingCall call) {
                    to.accept(call);
                }
            }
        }
    }

    /** Forgets answers that are old enough, looking at no more than {@code limit} entries; goes on where it stopped. */
    void sweep(long now, int limit) {
        try (KeyValueIterator<String, RequestRecord> rest =
                sweptUpTo == null ? store.all() : store.range(sweptUpTo, null)) {
            int seen = 0;
            while (rest.hasNext() && seen < limit) {
                KeyValue<String, RequestRecord> entry = rest.next();
                seen++;
                sweptUpTo = entry.key;
                if (entry.value.getState() instanceof Answered answered && answered.getAt() < now - REMEMBERED_MILLIS) {
                    store.delete(entry.key);
                }
            }
            if (!rest.hasNext()) {
                sweptUpTo = null;
            }
        }
    }
}
