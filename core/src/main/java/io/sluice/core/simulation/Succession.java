package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps calls until those have ended whose places they take, as a caller does. */
final class Succession {
    /** Calls that ended last are remembered, so that one that comes a little later learns of it. */
    private static final int REMEMBERED = 10_000;

    /** Calls at their callers, with those that come after them. */
    private final Map<String, List<Kept>> present = new HashMap<>();
    /** Whether a call that ended passed its place on. */
    private final Map<String, Boolean> ended = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What becomes of a call: it begins when its places are free, or they are gone. */
    interface Turn {
        void begins();

        void gone();
    }

    private static final class Kept {
        private final Call call;
        private final Turn turn;
        private boolean over;

        Kept(Call call, Turn turn) {
            this.call = call;
            this.turn = turn;
        }
    }

    /**
     * A call is at its caller.
     *
     * @return to be run when it is too late: a call that has not begun loses its places
     */
    Runnable come(Call call, Turn turn) {
        present.put(call.id(), new ArrayList<>(0));
        Kept kept = new Kept(call, turn);
        await(kept);
        return () -> end(kept, turn::gone);
    }

    private void await(Kept kept) {
        for (String before : kept.call.after()) {
            List<Kept> next = present.get(before);
            if (next != null) {
                next.add(kept);
                return;
            }
            if (!ended.getOrDefault(before, false)) {
                end(kept, kept.turn::gone);
                return;
            }
        }
        end(kept, kept.turn::begins);
    }

    private static void end(Kept kept, Runnable how) {
        if (!kept.over) {
            kept.over = true;
            how.run();
        }
    }

    /**
     * A call is over, as far as its caller knows.
     *
     * @param passes whether its place is free
     */
    void ends(Call call, boolean passes) {
        List<Kept> next = present.remove(call.id());
        if (next != null) {
            ended.put(call.id(), passes);
            next.forEach(this::await);
        }
    }
}
