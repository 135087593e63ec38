package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.http.ResponseHead;
import io.sluice.schemas.ApiCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls that take the places of others: one begins when those that it comes after have been answered below 400 or with 404. After
 * any other end, or where nothing is known of one of them, its place is gone: what a refusal or a want of an answer means for the
 * next call is for the scheduler to say. On the event loop alone.
 */
final class Succession {
    private static final int ERROR = 400;
    private static final int NOT_FOUND = 404;
    /** Calls that ended last and well are remembered: who comes after them may still be on the way. */
    private static final int REMEMBERED = 20_000;

    /** Calls that were taken up, with those that come after them. */
    private final Map<String, List<Heir>> present = new HashMap<>();

    private final Set<String> passed = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private static final class Heir {
        private final ApiCall call;
        private final Runnable begin;
        private final Runnable gone;
        private boolean over;

        Heir(ApiCall call, Runnable begin, Runnable gone) {
            this.call = call;
            this.begin = begin;
            this.gone = gone;
        }

        void end(Runnable how) {
            if (!over) {
                over = true;
                how.run();
            }
        }
    }

    /** A call was taken up. */
    void came(ApiCall call) {
        present.put(call.getCallId(), List.of());
    }

    /**
     * Runs {@code begin} when the places of a call are free, or {@code gone} when they will not be.
     *
     * @return what makes it too late for it: where it has not begun, its places are gone
     */
    Runnable await(ApiCall call, Runnable begin, Runnable gone) {
        Heir heir = new Heir(call, begin, gone);
        look(heir);
        return () -> heir.end(gone);
    }

    private void look(Heir heir) {
        for (String before : heir.call.getAfter()) {
            List<Heir> heirs = present.get(before);
            if (heirs != null) {
                List<Heir> more = new ArrayList<>(heirs);
                more.add(heir);
                present.put(before, more);
                return;
            }
            if (!passed.contains(before)) {
                heir.end(heir.gone);
                return;
            }
        }
        heir.end(heir.begin);
    }

    /** A call ended. */
    void ended(ApiCall call, HttpResult result) {
        ends(call, result instanceof HttpResult.Answered answered && passesOn(answered.head()));
    }

    /** A call was never made. */
    void notMade(ApiCall call) {
        ends(call, false);
    }

    private void ends(ApiCall call, boolean well) {
        List<Heir> heirs = present.remove(call.getCallId());
        if (well) {
            passed.add(call.getCallId());
        }
        if (heirs != null) {
            heirs.forEach(this::look);
        }
    }

    private static boolean passesOn(ResponseHead head) {
        return head.status() < ERROR || head.status() == NOT_FOUND;
    }
}
