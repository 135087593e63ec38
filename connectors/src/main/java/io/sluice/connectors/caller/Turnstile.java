package io.sluice.connectors.caller;

import io.sluice.connectors.http.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets so many calls of a provider through at once; the others wait in order, until it is too late for them. On the event loop
 * alone.
 */
final class Turnstile {
    /** How often it looks for whom it is too late, while calls wait. */
    private static final long LOOK_MILLIS = 100;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final EventLoop loop;
    private int most = Integer.MAX_VALUE;
    private int inside;
    private boolean admitting;
    private boolean looking;

    Turnstile(EventLoop loop) {
        this.loop = loop;
    }

    private record Waiting(long startBy, Runnable call, Runnable late) {}

    /** The newest call says how many; 0: any number. */
    Turnstile holding(int number) {
        most = number <= 0 ? Integer.MAX_VALUE : number;
        return this;
    }

    /**
     * Runs {@code call} when there is room, or {@code late} where there was none until after {@code startBy}.
     *
     * @param startBy epoch ms
     */
    void enter(long startBy, Runnable call, Runnable late) {
        waiting.add(new Waiting(startBy, call, late));
        admit();
        lookLater();
    }

    /** A call ended, and the next one takes its place. */
    void leave() {
        inside--;
        admit();
    }

    /** A call that ends at once leaves while it is let in: then the loop under way lets the next one in, however many do. */
    private void admit() {
        if (admitting) {
            return;
        }
        admitting = true;
        try {
            while (inside < most && !waiting.isEmpty()) {
                inside++;
                waiting.remove().call.run();
            }
        } finally {
            admitting = false;
        }
    }

    private void lookLater() {
        if (!looking && !waiting.isEmpty()) {
            looking = true;
            loop.at(loop.clock().millis() + LOOK_MILLIS, this::look);
        }
    }

    private void look() {
        looking = false;
        long now = loop.clock().millis();
        List<Runnable> late = new ArrayList<>();
        waiting.removeIf(next -> now > next.startBy && late.add(next.late));
        late.forEach(Runnable::run);
        lookLater();
    }
}
