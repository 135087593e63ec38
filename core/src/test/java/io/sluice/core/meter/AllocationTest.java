package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    private static final int CALLS = 20_000;

    @ParameterizedTest
    @EnumSource
    void aMeterThatHasGrownAllocatesNothing(Kind kind) {
        Meter meter = Meter.of(kind.limit(2_000, 3_000));
        Debit[] debits = new Debit[2 * CALLS];
        for (int i = 0; i < debits.length; i++) {
            debits[i] = new Debit(1, MeterSimulation.BEGIN + 10L * i);
        }
        calls(meter, debits, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        calls(meter, debits, CALLS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
    }

    private static void calls(Meter meter, Debit[] debits, int from) {
        for (int i = from; i < from + CALLS; i++) {
            long sent = debits[i].notBefore();
            if (meter.freeAt(1, sent) != sent) {
                throw new AssertionError("not free");
            }
            meter.spend(debits[i]);
            if (i >= 5) {
                Debit done = debits[i - 5];
                meter.settle(done, done.notBefore(), sent);
            }
        }
    }
}
