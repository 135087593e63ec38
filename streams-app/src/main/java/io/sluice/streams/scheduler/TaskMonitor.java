package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.schedule.QueueView;
import io.sluice.schemas.CredentialState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** What one task tells of itself. The task's thread alone writes. */
public final class TaskMonitor {
    private final Monitor monitor;
    private final int partition;
    private final Map<Monitor.CallKind, long[]> uncounted = new HashMap<>();
    private final Map<CredentialKey, Shown> credentials = new ConcurrentHashMap<>();
    /** By id: when the oldest request of each line was made. */
    private Map<String, Long> oldest = new HashMap<>();

    private volatile List<Line> lines = List.of();
    private volatile Optional<String> unready = Optional.of("has not begun");

    /**
     * Those who wait for a provider.
     *
     * @param oldestSince epoch ms at which the oldest of them was requested; empty while none waits
     */
    public record Line(String provider, long inLine, long backingOff, OptionalLong oldestSince) {}

    /**
     * A credential as it was shown last.
     *
     * @param throttledUntil epoch ms; empty where it is not throttled, or nothing tells for how long
     */
    public record Shown(String provider, String egress, String status, OptionalLong throttledUntil, List<Hold> holds) {
        private static final String THROTTLED = "throttled";

        /** A scope key that is closed until an instant (epoch ms). */
        public record Hold(String scopeKey, long until) {}

        /** Its status by now: nothing is written when a hold ends. */
        public String status(long now) {
            boolean over = throttledUntil.isPresent() && throttledUntil.getAsLong() <= now;
            return over && status.equals(THROTTLED) ? "active" : status;
        }

        private static Shown of(CredentialState state) {
            Long until = state.getStatus().equals(THROTTLED) ? state.getUntil() : null;
            return new Shown(
                    state.getProvider(),
                    state.getEgress(),
                    state.getStatus(),
                    until == null ? OptionalLong.empty() : OptionalLong.of(until),
                    state.getHolds().stream()
                            .map(hold -> new Hold(hold.getScope(), hold.getUntil()))
                            .toList());
        }
    }

    TaskMonitor(Monitor monitor, int partition) {
        this.monitor = monitor;
        this.partition = partition;
    }

    /** A call's outcome was heard. */
    void call(Monitor.CallKind kind) {
        uncounted.computeIfAbsent(kind, first -> new long[1])[0]++;
    }

    void credential(CredentialState state) {
        credentials.put(Shows.key(state), Shown.of(state));
    }

    void withdrawn(CredentialKey key) {
        credentials.remove(key);
    }

    /** It serves nobody yet. */
    void unready(String why) {
        unready = Optional.of(why);
    }

    /** It serves. */
    void ready() {
        unready = Optional.empty();
    }

    /**
     * Hands on what was counted, and how the lines are.
     *
     * @param requestedAt when the request of an id was made, in epoch ms
     */
    void show(Collection<QueueView> views, ToLongFunction<String> requestedAt) {
        Map<String, Long> known = oldest;
        oldest = new HashMap<>();
        lines = views.stream().map(view -> line(view, known, requestedAt)).toList();
        handOn();
    }

    private Line line(QueueView view, Map<String, Long> known, ToLongFunction<String> requestedAt) {
        OptionalLong since = OptionalLong.empty();
        String id = view.oldest();
        if (id != null) {
            // It is the same for long, and a store is asked for it.
            Long before = known.get(id);
            long at = before == null ? requestedAt.applyAsLong(id) : before;
            oldest.put(id, at);
            since = OptionalLong.of(at);
        }
        return new Line(view.provider(), view.waiting(), view.backingOff(), since);
    }

    void close() {
        handOn();
        monitor.ended(this);
    }

    private void handOn() {
        uncounted.forEach((kind, number) -> {
            if (number[0] > 0) {
                monitor.counted(kind, number[0]);
                number[0] = 0;
            }
        });
    }

    public int partition() {
        return partition;
    }

    /** Why it serves nobody yet; empty while it serves. */
    public Optional<String> unready() {
        return unready;
    }

    /** The line of each provider that it owns. */
    public List<Line> lines() {
        return lines;
    }

    /** The credentials that it owns. */
    public Collection<Shown> credentials() {
        return credentials.values();
    }
}
