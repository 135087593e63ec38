package io.sluice.embedded.registry.catalog;

import java.io.Closeable;
import java.io.IOException;

/** Where events are kept. An event that was appended is there after a power failure. */
interface Journal extends Closeable {

    void append(Event event) throws IOException;

    /** Keeps nothing. */
    static Journal none() {
        return new Journal() {
            @Override
            public void append(Event event) {}

            @Override
            public void close() {}
        };
    }
}
