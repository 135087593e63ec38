package io.sluice.connectors.caller;

import java.util.ArrayDeque;

/** Lets so many calls of a provider through at once; the others wait in order. On the event loop alone. */
final class Turnstile {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int most = Integer.MAX_VALUE;
    private int inside;

    /** The newest call says how many; 0: any number. */
    Turnstile holding(int number) {
        most = number <= 0 ? Integer.MAX_VALUE : number;
        return this;
    }

    void enter(Runnable call) {
        if (inside < most) {
            inside++;
            call.run();
        } else {
            waiting.add(call);
        }
    }

    /** A call ended, and the next one takes its place. */
    void leave() {
        inside--;
        while (inside < most && !waiting.isEmpty()) {
            inside++;
            waiting.remove().run();
        }
    }
}
