package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.wire.CallerRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that take the places of others: one begins when those that it comes after have been answered below 400 or with 404. After
 * any other end, or where nothing is known of one of them, its place is gone: what a refusal or a want of an answer means for the
 * next call is for the scheduler to say. On the event loop alone.
 */
final class Succession {
    /** Calls that ended last and well are remembered: who comes after them may still be on the way. */
    private static final int REMEMBERED = 20_000;

    /** Calls that were taken up, with those that come after them. */
    private final Map<CallKey, List<Heir>> present = new HashMap<>();

    private final Set<CallKey> passed = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CallKey, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** A call that waits for its places; once it waits no more it keeps nothing of it. */
    private static final class Heir {
        private final List<CallKey> after;
        private @Nullable Runnable begin;
        private @Nullable Runnable gone;

        Heir(List<CallKey> after, Runnable begin, Runnable gone) {
            this.after = after;
            this.begin = begin;
            this.gone = gone;
        }

        void begin() {
            end(begin);
        }

        void gone() {
            end(gone);
        }

        private void end(@Nullable Runnable how) {
            begin = null;
            gone = null;
            if (how != null) {
                how.run();
            }
        }
    }

    /** A call was taken up. */
    void came(ApiCall call) {
        present.put(CallKey.of(call), new ArrayList<>(0));
    }

    /**
     * Runs {@code begin} when the places of a call are free, or {@code gone} when they will not be.
     *
     * @return to be run when it is too late: a call that has not begun loses its places
     */
    Runnable await(ApiCall call, Runnable begin, Runnable gone) {
        Heir heir = new Heir(CallKey.ofAfter(call), begin, gone);
        look(heir);
        return heir::gone;
    }

    private void look(Heir heir) {
        for (CallKey before : heir.after) {
            List<Heir> heirs = present.get(before);
            if (heirs != null) {
                heirs.add(heir);
                return;
            }
            if (!passed.contains(before)) {
                heir.gone();
                return;
            }
        }
        heir.begin();
    }

    /** A call ended. */
    void ended(ApiCall call, HttpResult result) {
        ends(
                call,
                result instanceof HttpResult.Answered answered
                        && CallerRules.passesPlace(answered.head().status()));
    }

    /** A call was never made. */
    void notMade(ApiCall call) {
        ends(call, false);
    }

    private void ends(ApiCall call, boolean well) {
        CallKey key = CallKey.of(call);
        List<Heir> heirs = present.remove(key);
        if (well) {
            passed.add(key);
        }
        if (heirs != null) {
            heirs.forEach(this::look);
        }
    }
}
