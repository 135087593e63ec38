package io.sluice.connectors.caller;

import java.util.ArrayDeque;

/** Lets so many calls of a provider through at once; the others wait in order. On the event loop alone. */
final class Turnstile {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int most = Integer.MAX_VALUE;
    private int inside;
    private boolean admitting;

    /** The newest call says how many; 0: any number. */
    Turnstile holding(int number) {
        most = number <= 0 ? Integer.MAX_VALUE : number;
        return this;
    }

    void enter(Runnable call) {
        waiting.add(call);
        admit();
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
                waiting.remove().run();
            }
        } finally {
            admitting = false;
        }
    }
}
