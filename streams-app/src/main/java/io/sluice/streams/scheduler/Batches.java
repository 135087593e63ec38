package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
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

    /** The requests of a batch that wait. */
    List<String> of(String provider, String batch) {
        return List.copyOf(waiting.getOrDefault(new Batch(provider, batch), Set.of()));
    }
}
