package io.sluice.streams.scheduler;

import io.sluice.core.provider.Names;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.serde.UnreadableRecordException;
import io.sluice.schemas.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was cancelled in the last 24 hours: by id or by batch, everything that was requested up to the cancellation.
 *
 * <p>A cancellation may be read before the request that it is for, or while that is in flight; so it is remembered.
 */
final class Cancellations {
    private static final int SHOWN = 100;
    private static final long SWEEP_MILLIS = 3_600_000;
    /** A start may find half a million that are old: all at once would take longer than a transaction may. */
    private static final int AT_ONCE = 1_000;

    private final KeyValueStore<String, Long> store;
    private long nextSweep;
    /** Where the present sweep goes on; null between two. */
    private @Nullable String sweptTo;

    private boolean any;
    /** Whether the present sweep found one that stays, or one came meanwhile. */
    private boolean left;

    Cancellations(KeyValueStore<String, Long> store) {
        this.store = store;
    }

    /** Reads whether anything was cancelled before a restart. */
    void resume() {
        try (KeyValueIterator<String, Long> all = store.all()) {
            any = all.hasNext();
        }
    }

    /** Throws {@link UnreadableRecordException} if it is not clear what a cancellation is for. */
    static void check(Cancellation cancellation) {
        if ((cancellation.getRequestId() == null) == (cancellation.getBatch() == null)) {
            throw new UnreadableRecordException("a cancellation has exactly one of 'requestId' and 'batch'");
        }
        if (!Names.isName(cancellation.getProvider())) {
            throw new UnreadableRecordException("field 'provider' of a cancellation is '"
                    + Texts.shown(cancellation.getProvider(), SHOWN) + "', expected the name of a provider");
        }
    }

    /**
     * Takes a cancellation that was checked.
     *
     * @param at epoch ms at which it was written
     */
    void add(Cancellation cancellation, long at) {
        String key = cancellation.getBatch() != null
                ? ofBatch(cancellation.getProvider(), cancellation.getBatch())
                : ofRequest(cancellation.getProvider(), String.valueOf(cancellation.getRequestId()));
        Long before = store.get(key);
        store.put(key, before == null ? at : Math.max(before, at));
        any = true;
        left = true;
    }

    /** Whether a request was cancelled that was written at the given time. */
    boolean cover(String requestId, ApiRequest request, long requestedAt) {
        if (!any) {
            return false;
        }
        String batch = request.getBatch();
        return covers(ofRequest(request.getProvider(), requestId), requestedAt)
                || (batch != null && covers(ofBatch(request.getProvider(), batch), requestedAt));
    }

    private boolean covers(String key, long requestedAt) {
        Long at = store.get(key);
        return at != null && requestedAt <= at;
    }

    /** Forgets, once an hour, what is old; looks at a thousand each time. */
    void sweep(long now) {
        if (!any || (sweptTo == null && now < nextSweep)) {
            return;
        }
        if (sweptTo == null) {
            nextSweep = now + SWEEP_MILLIS;
            left = false;
        }
        long oldest = now - AnswerMemory.REMEMBERED.toMillis();
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Long> rest = store.range(sweptTo, null)) {
            for (int looks = AT_ONCE; looks > 0 && rest.hasNext(); looks--) {
                KeyValue<String, Long> entry = rest.next();
                if (entry.value < oldest) {
                    old.add(entry.key);
                } else {
                    left = true;
                }
            }
            sweptTo = rest.hasNext() ? rest.peekNextKey() : null;
        }
        old.forEach(store::delete);
        any = left || sweptTo != null;
    }

    private static String ofRequest(String provider, String requestId) {
        return provider + "\tid\t" + requestId;
    }

    private static String ofBatch(String provider, String batch) {
        return provider + "\tbatch\t" + batch;
    }
}
