package io.sluice.streams.observer;

import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.ErrorPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts errors by provider, endpoint, outcome, status and error code.
 *
 * <p>A pattern is remembered for a week after it was last seen. An endpoint has at most 100 of them; the codes of further
 * ones are counted together as {@code other}, so that hostile answers make no endless series.
 */
final class Patterns {
    /** How long a pattern is remembered, in ms. */
    static final long REMEMBERED = 7L * 86_400_000;

    static final int MOST = 100;
    private static final String OTHER = "other";

    private final KeyValueStore<String, ErrorPattern> store;
    private final BiConsumer<String, @Nullable ErrorPattern> out;
    private final Map<String, Integer> byEndpoint = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private long lastSweep;

    Patterns(KeyValueStore<String, ErrorPattern> store, BiConsumer<String, @Nullable ErrorPattern> out) {
        this.store = store;
        this.out = out;
        try (KeyValueIterator<String, ErrorPattern> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, ErrorPattern> entry = all.next();
                byEndpoint.merge(endpoint(entry.value), 1, Integer::sum);
                changed.add(entry.key);
            }
        }
    }

    void count(CallOutcome outcome, long at) {
        if (!Errors.isError(outcome)) {
            return;
        }
        String endpoint = outcome.getProvider() + '/' + outcome.getEndpoint();
        ErrorPattern seen = pattern(outcome, Errors.code(outcome), at);
        ErrorPattern before = store.get(seen.getId());
        if (before == null && byEndpoint.getOrDefault(endpoint, 0) >= MOST) {
            seen = pattern(outcome, OTHER, at);
            before = store.get(seen.getId());
        }
        if (before == null) {
            byEndpoint.merge(endpoint, 1, Integer::sum);
        } else {
            seen = joined(before, seen);
        }
        store.put(seen.getId(), seen);
        changed.add(seen.getId());
    }

    /** A pattern that is seen again: in the window that is open, or the first time in a new one. */
    private ErrorPattern joined(ErrorPattern before, ErrorPattern again) {
        ErrorPattern.Builder joined = ErrorPattern.newBuilder(again)
                .setFirstSeen(before.getFirstSeen())
                .setLastSeen(Math.max(again.getLastSeen(), before.getLastSeen()));
        if (changed.contains(again.getId()) && before.getWindowEnd() >= again.getWindowEnd()) {
            joined.setWindowStart(before.getWindowStart())
                    .setWindowEnd(before.getWindowEnd())
                    .setCount(before.getCount() + 1);
        }
        return joined.build();
    }

    /** Tells those whose window ended at {@code now} or before, and forgets those that were not seen for long. */
    void close(long now) {
        changed.removeIf(id -> {
            ErrorPattern pattern = store.get(id);
            boolean over = pattern == null || pattern.getWindowEnd() <= now;
            if (over && pattern != null) {
                out.accept(id, pattern);
            }
            return over;
        });
        if (now - lastSweep >= Windows.LENGTH) {
            lastSweep = now;
            forgetBefore(now - REMEMBERED);
        }
    }

    private void forgetBefore(long instant) {
        List<ErrorPattern> old = new ArrayList<>();
        try (KeyValueIterator<String, ErrorPattern> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.getLastSeen() < instant) {
                    old.add(entry.value);
                }
            });
        }
        for (ErrorPattern pattern : old) {
            store.delete(pattern.getId());
            byEndpoint.merge(endpoint(pattern), -1, Integer::sum);
            out.accept(pattern.getId(), null);
        }
    }

    private static ErrorPattern pattern(CallOutcome outcome, @Nullable String code, long at) {
        String kind = Errors.outcome(outcome);
        long start = Windows.start(at);
        return ErrorPattern.newBuilder()
                .setId(String.join(
                        "|",
                        outcome.getProvider(),
                        outcome.getEndpoint(),
                        kind,
                        String.valueOf(outcome.getStatus()),
                        String.valueOf(code)))
                .setProvider(outcome.getProvider())
                .setEndpoint(outcome.getEndpoint())
                .setStatus(outcome.getStatus())
                .setErrorCode(code)
                .setOutcome(kind)
                .setCount(1)
                .setWindowStart(start)
                .setWindowEnd(start + Windows.LENGTH)
                .setFirstSeen(at)
                .setLastSeen(at)
                .setExample(Errors.example(outcome))
                .setExampleRequestId(outcome.getRequestId())
                .build();
    }

    private static String endpoint(ErrorPattern pattern) {
        return pattern.getProvider() + '/' + pattern.getEndpoint();
    }
}
