package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.DelayedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which requests of a batch wait, and since when they are asked for. Requests without a batch take no room here. */
final class Batches {
    private final Map<Batch, Map<String, Long>> waiting = new HashMap<>();

    private record Batch(String provider, String name) {}

    /** A request begins to wait. */
    void waits(String requestId, DelayedRequest delayed) {
        ApiRequest request = delayed.getRequest();
        if (request.getBatch() != null) {
            waiting.computeIfAbsent(new Batch(request.getProvider(), request.getBatch()), batch -> new HashMap<>())
                    .put(requestId, delayed.getRequestedAt());
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

    /**
     * The requests that wait and that a cancellation is for: those of its batch, or the one of its id and its provider, that were
     * requested up to it.
     *
     * @param at epoch ms at which it was written
     */
    List<String> cancelled(Cancellation cancellation, long at, WaitingRoom waitingRoom) {
        String provider = cancellation.getProvider();
        if (cancellation.getBatch() != null) {
            return waiting.getOrDefault(new Batch(provider, cancellation.getBatch()), Map.of()).entrySet().stream()
                    .filter(request -> request.getValue() <= at)
                    .map(Map.Entry::getKey)
                    .toList();
        }
        String id = cancellation.getRequestId();
        if (id == null) {
            return List.of();
        }
        DelayedRequest delayed = waitingRoom.find(id);
        boolean its = delayed != null
                && delayed.getRequest().getProvider().equals(provider)
                && delayed.getRequestedAt() <= at;
        return its ? List.of(id) : List.of();
    }
}
