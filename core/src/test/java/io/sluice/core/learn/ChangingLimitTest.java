package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangingLimitTest {
    private static final Scope EACH = new Scope(List.of(Dimension.Fixed.CREDENTIAL));
    private static final long MINUTE = 60_000;

    private static Loop loop(Limiter.Kind kind, long quota, long per, Words words, long seed) {
        return new Loop(() -> kind.of(quota, per), EACH, words, Trial.callers(1), seed, List.of());
    }

    private static List<Limit> limits(Loop loop) {
        Caller who = Trial.callers(1).get(0);
        return loop.learner().limits(who.endpoint(), who.credential()).stream()
                .map(Learned::limit)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Words.class,
            names = {"NONE", "LEGACY"})
    void aLimitThatIsLoweredIsKeptAfterAWhile(Words words) {
        LongStream.range(0, Trial.SEEDS).forEach(seed -> {
            Loop loop = loop(Limiter.Kind.FIRST_CALL, 100, 10_000, words, seed)
                    .changes(20 * MINUTE, () -> Limiter.Kind.FIRST_CALL.of(50, 10_000))
                    .saturate(80 * MINUTE);
            assertThat(1.0 * loop.refusedLater / loop.calls).as("seed %d", seed).isLessThan(0.01);
            assertThat(loop.taken).as("seed %d", seed).isGreaterThan((int) (0.93 * (120 * 100 + 360 * 50)));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Words.class,
            names = {"NONE", "LEGACY"})
    void aLimitThatIsRaisedIsUsedAfterAWhile(Words words) {
        LongStream.range(0, Trial.SEEDS).forEach(seed -> {
            Loop loop = loop(Limiter.Kind.FIRST_CALL, 50, 10_000, words, seed)
                    .changes(20 * MINUTE, () -> Limiter.Kind.FIRST_CALL.of(100, 10_000))
                    .saturate(140 * MINUTE);
            assertThat(1.0 * loop.refusedLater / loop.calls).as("seed %d", seed).isLessThan(0.01);
            Limit limit = limits(loop).get(0);
            assertThat(10_000.0 * limit.quota() / limit.window().length().orElseThrow())
                    .as("seed %d: calls in 10 s", seed)
                    .isGreaterThan(90);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Limiter.Kind.class,
            names = {"FIRST_CALL", "SLIDING", "BUCKET"})
    void aDemandBelowTheLimitIsServedWithHardlyARefusal(Limiter.Kind kind) {
        LongStream.range(0, Trial.SEEDS).forEach(seed -> {
            Loop loop = loop(kind, 100, 10_000, Words.NONE, seed).trickle(150, 30 * MINUTE);
            assertThat(loop.wanted()).as("seed %d: who waits at the end", seed).isLessThan(10);
            assertThat(1.0 * loop.refused / loop.calls).as("seed %d", seed).isLessThan(0.01);
        });
    }

    /** A bucket is emptied now and then, to measure it; where that does not come about, it is a limit again. */
    @Test
    void aBucketIsALimitAlsoWhereLessIsAskedForThanItGives() {
        for (long every : new long[] {110, 190}) {
            for (int seed = 0; seed < 4; seed++) {
                Loop loop = loop(Limiter.Kind.BUCKET, 100, 10_000, Words.NONE, seed);
                loop.after(10 * MINUTE, () -> loop.wanted = 0);
                Random random = new Random(seed);
                for (long at = 10 * MINUTE; at < 40 * MINUTE; at += 1 + random.nextLong(2 * every)) {
                    loop.after(at, () -> loop.wanted++);
                }
                assertThat(limits(loop.saturate((33 + seed) * MINUTE)))
                        .as("seed %d, a request every %d ms", seed, every)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void aTrialDoesNotChangeWhatIsKnown() {
        Caller who = Trial.callers(1).get(0);
        Limit known = new Limit("learned", EACH, 100, new Window.Sliding(10_000));
        Set<Limit> tried = new HashSet<>();
        for (long millis = MINUTE; millis < 8 * MINUTE; millis += 5_000) {
            Loop loop =
                    loop(Limiter.Kind.FIRST_CALL, 100, 10_000, Words.NONE, 1).saturate(millis);
            assertThat(loop.learner().known(who.endpoint(), who.credential()))
                    .as("after %d ms", millis)
                    .extracting(Learned::limit)
                    .containsExactly(known);
            tried.addAll(limits(loop));
        }
        assertThat(tried).contains(known, new Limit("learned", EACH, 101, new Window.Sliding(10_000)));
    }

    @Test
    void aBucketThatIsEmptiedIsKnown() {
        Caller who = Trial.callers(1).get(0);
        boolean emptied = false;
        for (long millis = 200_000; millis < 250_000; millis += 2_000) {
            Loop loop = loop(Limiter.Kind.BUCKET, 100, 10_000, Words.NONE, 1).saturate(millis);
            emptied |= limits(loop).isEmpty();
            assertThat(loop.learner().known(who.endpoint(), who.credential()))
                    .as("after %d ms", millis)
                    .hasSize(1);
        }
        assertThat(emptied).isTrue();
    }

    @Test
    void othersWhoSpendTheSameQuotaLeaveTheRest() {
        LongStream.range(0, Trial.SEEDS).forEach(seed -> {
            Loop loop = loop(Limiter.Kind.FIRST_CALL, 100, 10_000, Words.LEGACY, seed)
                    .foreign(400, 20 * MINUTE)
                    .saturate(20 * MINUTE);
            assertThat(1.0 * loop.refusedLater / loop.calls).as("seed %d", seed).isLessThan(0.02);
            assertThat(loop.taken).as("seed %d", seed).isGreaterThan((int) (0.9 * 120 * 75));
        });
    }

    @Test
    void anApiWithoutALimitIsNotSlowedDown() {
        Loop loop = loop(Limiter.Kind.CONCURRENT, 1_000, 1, Words.NONE, 1).saturate(5 * MINUTE);
        assertThat(loop.refused).isZero();
        assertThat(limits(loop)).isEmpty();
        assertThat(loop.taken).isGreaterThan((int) (0.9 * 16 * 5 * MINUTE / 103));
    }

    @Test
    void whatWasLearnedOutlivesARestart() {
        Caller who = Trial.callers(1).get(0);
        for (Limiter.Kind kind : Limiter.Kind.values()) {
            Learner before =
                    loop(kind, 10, 10_000, Words.NONE, 3).saturate(10 * MINUTE).learner();
            Learner after = new Learner(true);
            after.restore(before.save());
            assertThat(after.limits(who.endpoint(), who.credential()))
                    .as("%s", kind)
                    .isNotEmpty()
                    .isEqualTo(before.limits(who.endpoint(), who.credential()));
        }
        Learner before = loop(Limiter.Kind.FIRST_CALL, 100, 10_000, Words.LEGACY, 3)
                .saturate(MINUTE)
                .learner();
        Learner after = new Learner(true);
        after.restore(before.save());
        assertThat(after.limits(who.endpoint(), who.credential()))
                .isNotEmpty()
                .isEqualTo(before.limits(who.endpoint(), who.credential()));
    }

    @Test
    void kindsAreToldApart() {
        assertThat(limits(loop(Limiter.Kind.CONCURRENT, 5, 1, Words.NONE, 1).saturate(5 * MINUTE)))
                .containsExactly(new Limit("learned-concurrency", EACH, 5, new Window.Concurrent()));
        assertThat(limits(loop(Limiter.Kind.BUCKET, 100, 20_000, Words.NONE, 1).saturate(10 * MINUTE)))
                .singleElement()
                .extracting(Limit::window)
                .isInstanceOf(Window.Bucket.class);
        assertThat(limits(loop(Limiter.Kind.FIRST_CALL, 100, 60_000, Words.NONE, 1)
                        .saturate(10 * MINUTE)))
                .containsExactly(new Limit("learned", EACH, 100, new Window.Sliding(60_000)));
    }
}
