package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a caller waits for which calls. A time-out is 5 s, a lease a second longer, and told up to a second late. */
class DrainTest {
    private final CallsInFlight inFlight = new CallsInFlight();
    private final AtomicLong now = new AtomicLong(100_000);

    @Test
    void theLastLeaseOfThoseInFlightIsWaitedFor() {
        ApiCall longest = call("longest", 900_000);
        inFlight.began(longest);
        inFlight.began(call("a", 200_000));
        inFlight.began(call("b", 200_000));
        assertThat(inFlight.leasesEnd()).isBetween(906_000L, 907_100L);

        inFlight.ended(longest);
        inFlight.ended(call("a", 200_000));

        assertThat(inFlight.number()).isEqualTo(1);
        assertThat(inFlight.leasesEnd()).isBetween(206_000L, 207_100L);
    }

    @Test
    void itIsToldHowLongAndForHowMany() {
        inFlight.began(call("a", 200_000));
        inFlight.began(call("b", 110_000));
        assertThat(told(drain(1_000_000)).calls()).isEqualTo(2);
        assertThat(told(drain(1_000_000)).millis()).isBetween(106_000L, 107_100L);
        assertThat(told(drain(30_000)).millis()).isEqualTo(30_000);
    }

    @Test
    void nothingIsWaitedForOnceTheLeasesHaveEndedAndWithoutCalls() {
        Drain none = drain(1_000_000);
        none.await(none.mostFromNow(Long.MAX_VALUE), () -> true);
        inFlight.began(call("old", 90_000));
        Drain old = drain(1_000_000);
        old.await(old.mostFromNow(Long.MAX_VALUE), () -> true);
        assertThat(none.told().toCompletableFuture()).isNotDone();
        assertThat(old.told().toCompletableFuture()).isNotDone();
    }

    @Test
    void whoEndsItMayBoundItFurther() {
        Drain drain = drain(30_000);
        assertThat(drain.mostFromNow(20_000)).isEqualTo(now.get() + 20_000);
        assertThat(drain.mostFromNow(40_000)).isEqualTo(now.get() + 30_000);
    }

    @Test
    void itIsOverWhenTimeIsUpOrNoOutcomeCanBeWritten() {
        inFlight.began(call("a", 200_000));
        Drain capped = drain(30_000);
        capped.await(capped.mostFromNow(Long.MAX_VALUE), () -> now.addAndGet(10_000) < 1_000_000);
        assertThat(now).hasValue(130_000);
        Drain refused = drain(1_000_000);
        refused.await(refused.mostFromNow(Long.MAX_VALUE), () -> false);
        assertThat(now).hasValue(130_000);
    }

    @Test
    void anInterruptEndsIt() {
        inFlight.began(call("a", 200_000));
        Drain drain = drain(1_000_000);
        Thread.currentThread().interrupt();
        drain.await(drain.mostFromNow(Long.MAX_VALUE), () -> now.incrementAndGet() < 100_100);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(now.get()).isLessThan(100_100);
    }

    private static Draining told(Drain drain) {
        drain.await(drain.mostFromNow(Long.MAX_VALUE), () -> false);
        return drain.told().toCompletableFuture().join();
    }

    private Drain drain(long millis) {
        return new Drain(inFlight, millis, now::get);
    }

    private static ApiCall call(String id, long startBy) {
        return Calls.to("http://127.0.0.1:1/", id, startBy).build();
    }
}
