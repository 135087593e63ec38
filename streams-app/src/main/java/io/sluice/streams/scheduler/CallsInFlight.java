package io.sluice.streams.scheduler;

import io.sluice.schemas.PendingCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The calls in flight, by their requests; no more than callers have places for, so a restart reads all of them. */
final class CallsInFlight {
    private final KeyValueStore<String, PendingCall> store;
    private final Set<String> ids = new HashSet<>();
    private final Recent<PendingCall> recent = new Recent<>();

    CallsInFlight(KeyValueStore<String, PendingCall> store) {
        this.store = store;
    }

    /** Reads what was in flight before a restart. */
    void resume(Consumer<PendingCall> each) {
        try (KeyValueIterator<String, PendingCall> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, PendingCall> entry = all.next();
                ids.add(entry.key);
                each.accept(entry.value);
            }
        }
    }

    void began(String requestId, PendingCall call) {
        ids.add(requestId);
        store.put(requestId, call);
        recent.put(requestId, call, call.getDelayed());
    }

    void ended(String requestId) {
        if (ids.remove(requestId)) {
            recent.remove(requestId);
            // To delete would read the call first, and decode it.
            store.put(requestId, null);
        }
    }

    /** The calls of requests that were cancelled. */
    List<PendingCall> covered(Cancellations cancellations) {
        return those(ids, covers(cancellations));
    }

    /** The call of one request if it was cancelled. */
    List<PendingCall> covered(String requestId, Cancellations cancellations) {
        return those(Set.of(requestId), covers(cancellations));
    }

    private static BiPredicate<String, PendingCall> covers(Cancellations cancellations) {
        return (id, call) -> cancellations.cover(
                id, call.getDelayed().getRequest(), call.getDelayed().getRequestedAt());
    }

    /** The calls of a provider. */
    List<PendingCall> of(String provider) {
        return those(
                ids, (id, call) -> call.getDelayed().getRequest().getProvider().equals(provider));
    }

    private List<PendingCall> those(Set<String> among, BiPredicate<String, PendingCall> meant) {
        List<PendingCall> found = new ArrayList<>();
        for (String id : among) {
            PendingCall call = find(id);
            if (call != null && meant.test(id, call)) {
                found.add(call);
            }
        }
        return found;
    }

    @Nullable
    PendingCall find(String requestId) {
        if (!ids.contains(requestId)) {
            return null;
        }
        PendingCall call = recent.get(requestId);
        return call != null ? call : store.get(requestId);
    }
}
