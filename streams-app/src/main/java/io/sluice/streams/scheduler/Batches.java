package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.DelayedRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which requests of a batch wait. Requests without a batch take no room here. */
final class Batches {
    private final Map<Batch, Set<String>> waiting = new HashMap<>();

    private record Batch(String provider, String name) {}

    /** A request begins to wait. */
    void waits(String requestId, ApiRequest request) {
        if (request.getBatch() != null) {
            waiting.computeIfAbsent(new Batch(request.getProvider(), request.getBatch()), batch -> new HashSet<>())
                    .add(requestId);
        }
    }

    /** A request waits no more. */
    void leaves(String requestId, ApiRequest request) {
        if (request.getBatch() != null) {
            waiting.computeIfPresent(new Batch(request.getProvider(), request.getBatch()), (batch, ids) -> {
                ids.remove(requestId);
                return ids.isEmpty() ? null : ids;
            });
        }
    }

    /** The requests that wait and that a cancellation is for: those of its batch, or the one of its id and its provider. */
    List<String> cancelled(Cancellation cancellation, WaitingRoom waitingRoom) {
        String provider = cancellation.getProvider();
        if (cancellation.getBatch() != null) {
            return List.copyOf(waiting.getOrDefault(new Batch(provider, cancellation.getBatch()), Set.of()));
        }
        String id = cancellation.getRequestId();
        if (id == null) {
            return List.of();
        }
        DelayedRequest delayed = waitingRoom.find(id);
        return delayed != null && delayed.getRequest().getProvider().equals(provider) ? List.of(id) : List.of();
    }
}
