package io.sluice.bench.upstream;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An API in this process that answers everything and notes when each call arrived, {@link System#nanoTime()}. */
public final class Arrivals implements AutoCloseable {
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Server server = new Server(this::handle);

    public int port() {
        return server.port();
    }

    /** When the call of a path arrived first, such as {@code /items/1}. */
    public Optional<Long> of(String path) {
        return Optional.ofNullable(arrivedAt.get(path));
    }

    /** All instants of paths that begin so, in order. */
    public List<Long> below(String prefix) {
        return arrivedAt.entrySet().stream()
                .filter(call -> call.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /** Waits for so many calls to new paths that arrive at an instant or later; returns when the last of them did. */
    public OptionalLong await(int calls, long since, long timeoutNanos) {
        long end = System.nanoTime() + timeoutNanos;
        while (System.nanoTime() < end) {
            long[] later = arrivedAt.values().stream()
                    .mapToLong(Long::longValue)
                    .filter(at -> at >= since)
                    .sorted()
                    .toArray();
            if (later.length >= calls) {
                return OptionalLong.of(later[calls - 1]);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return OptionalLong.empty();
    }

    /** Calls to paths that had been called before. */
    public int repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpServerRequest request) {
        if (arrivedAt.putIfAbsent(request.path(), System.nanoTime()) != null) {
            repeated.incrementAndGet();
        }
        request.response().putHeader("Content-Type", "application/json").end("{\"ok\":true}");
    }
}
