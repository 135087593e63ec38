package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopCheckTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final LoopCheck check = new LoopCheck(loop::add, nanos::get);

    @Test
    void aLoopThatLeavesATaskForTenSecondsIsStuck() {
        assertThat(check.isStuck()).isFalse();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(check.isStuck()).isFalse();
        nanos.addAndGet(1);
        assertThat(check.isStuck()).isTrue();
        loop.remove().run();
        assertThat(check.isStuck()).isFalse();
    }

    @Test
    void aLoopThatNobodyLookedAtForLongIsNotStuck() {
        assertThat(check.isStuck()).isFalse();
        loop.remove().run();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(check.isStuck()).isFalse();
        assertThat(loop).hasSize(1);
    }
}
