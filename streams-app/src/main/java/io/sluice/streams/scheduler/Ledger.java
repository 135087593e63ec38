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
    private final Recent<PendingCall> recent = new Recent<>();
    private @Nullable String sweptUpTo;
    /** When the oldest answer that a sweep has met was given. */
    private long oldestMet = Long.MAX_VALUE;
    /** Epoch ms before which a sweep would find nothing. */
    private long sweepAt;

    Ledger(KeyValueStore<String, RequestRecord> store) {
        this.store = store;
    }

    void inFlight(String requestId, PendingCall call) {
        store.put(requestId, new RequestRecord(call));
        recent.put(requestId, call, call.getDelayed().getRequest());
    }

    void answered(String requestId, ApiRequest request, ApiResponse response, long now) {
        recent.remove(requestId);
        if (request.getId() == null) {
            store.delete(requestId);
        } else {
            ByteBuffer digest = ByteBuffer.wrap(Digests.of(request));
            store.put(requestId, new RequestRecord(new Answered(digest, response, now)));
        }
    }

    /** Its call came to nothing and it waits again. */
    void notInFlight(String requestId) {
        recent.remove(requestId);
        store.delete(requestId);
    }

    @Nullable
    PendingCall call(String requestId) {
        return state(requestId) instanceof PendingCall call ? call : null;
    }

    /** A {@link PendingCall} or an {@link Answered}; null where the id is not known. */
    @Nullable
    Object state(String requestId) {
        PendingCall call = recent.get(requestId);
        if (call != null) {
            return call;
        }
        RequestRecord record = store.get(requestId);
        return record == null ? null : record.getState();
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

    /**
     * Forgets answers that are old enough, looking at no more than {@code limit} entries; goes on where it stopped.
     *
     * <p>Once it has been through all, it rests until the oldest that is left may be forgotten.
     */
    void sweep(long now, int limit) {
        if (now < sweepAt) {
            return;
        }
        try (KeyValueIterator<String, RequestRecord> rest =
                sweptUpTo == null ? store.all() : store.range(sweptUpTo, null)) {
            for (int left = limit; rest.hasNext() && left > 0; left--) {
                KeyValue<String, RequestRecord> entry = rest.next();
                sweptUpTo = entry.key;
                if (entry.value.getState() instanceof Answered answered) {
                    look(entry.key, answered, now);
                }
            }
            if (!rest.hasNext()) {
                sweptUpTo = null;
                sweepAt = Math.min(oldestMet, now) + REMEMBERED_MILLIS;
                oldestMet = Long.MAX_VALUE;
            }
        }
    }

    private void look(String requestId, Answered answered, long now) {
        if (answered.getAt() < now - REMEMBERED_MILLIS) {
            store.delete(requestId);
        } else {
            oldestMet = Math.min(oldestMet, answered.getAt());
        }
    }
}
