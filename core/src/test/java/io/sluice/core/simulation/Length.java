package io.sluice.core.simulation;

import io.sluice.core.provider.Window;

/** The length of a window in ms; 0 where it has no certain one. */
final class Length implements Window.Handler<Long> {
    @Override
    public Long firstCall(Window.FirstCall window) {
        return window.perMillis();
    }

    @Override
    public Long sliding(Window.Sliding window) {
        return window.perMillis();
    }

    @Override
    public Long bucket(Window.Bucket window) {
        return window.perMillis();
    }

    @Override
    public Long calendar(Window.Calendar window) {
        return 0L;
    }

    @Override
    public Long concurrent(Window.Concurrent window) {
        return 0L;
    }
}
