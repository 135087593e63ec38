package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final long NOW = Loop.BEGIN;
    private static final Scope ACCOUNTS = new Scope(List.of(Dimension.Fixed.ACCOUNT));
    private static final long YEAR = 365L * 86_400_000;
    private final Learner learner = new Learner(true);
    private final Caller who = Trial.callers(1).get(0);

    /** A call and its answer; returns whether that changed what is known. */
    private boolean answered(Told... told) {
        return answered(who, learner.departs(who.endpoint(), who.credential()), told);
    }

    private boolean answered(Caller one, Departure departure, Told... told) {
        return learner.answered(new Observation(
                one.endpoint(), one.credential(), NOW, NOW + 50, departure, Observation.Fate.PASSED, 0, List.of(told)));
    }

    private List<Learned> limits() {
        return learner.limits(who.endpoint(), who.credential());
    }

    private static Told told(long quota, long remaining, long resetMillis) {
        Word word = new Word(
                OptionalLong.of(quota), OptionalLong.of(remaining), NOW + resetMillis - 1_000, NOW + 50 + resetMillis);
        return new Told(null, word, OptionalLong.empty());
    }

    @Test
    void theFirstAnswerCounts() {
        answered(told(100, 99, 60_000));
        assertThat(limits())
                .containsExactly(new Learned(
                        new Limit("told-1", new Scope(List.of()), 100, new Window.FirstCall(60_000)),
                        true,
                        NOW + 50,
                        Learned.From.HEADERS));
    }

    @Test
    void absurdWordsAreIgnored() {
        answered(told(1_000_000_000_000_000L, 5, 60_000));
        answered(told(100, 99, 3 * YEAR));
        answered(told(100, 101, 60_000));
        answered(told(100, 99, -60_000));
        answered(new Told("policy", told(100, 99, 60_000).word(), OptionalLong.of(0)));
        assertThat(limits()).isEmpty();
    }

    @Test
    void aSmallerQuotaCountsAtOnceAndALargerOneAfterAWhile() {
        answered(told(100, 99, 60_000));
        answered(told(50, 48, 60_000));
        assertThat(limits().get(0).limit().quota()).isEqualTo(50);
        for (int i = 0; i < 7; i++) {
            answered(told(200, 190 - i, 60_000));
            assertThat(limits().get(0).limit().quota()).isEqualTo(50);
        }
        answered(told(200, 180, 60_000));
        assertThat(limits().get(0).limit().quota()).isEqualTo(200);
    }

    /** Whoever is called first after a restart may be on the larger plan: the others begin with the smaller one as before. */
    @Test
    void theLeastQuotaOutlivesARestartUntilALargerOneWasToldForAWhile() {
        answered(told(100, 99, 60_000));
        Learner after = new Learner(true);
        after.restore(learner.save());
        for (int call = 1; call <= 64; call++) {
            assertThat(after.limits(who.endpoint(), who.credential())
                            .get(0)
                            .limit()
                            .quota())
                    .as("before call %d", call)
                    .isEqualTo(100);
            after.answered(new Observation(
                    who.endpoint(),
                    who.credential(),
                    NOW,
                    NOW + 50,
                    after.departs(who.endpoint(), who.credential()),
                    Observation.Fate.PASSED,
                    0,
                    List.of(told(1_000, 1_000 - call, 60_000))));
        }
        assertThat(after.limits(who.endpoint(), who.credential()).get(0).limit().quota())
                .isEqualTo(1_000);
    }

    /** Ends that are told in whole seconds fit windows of one and of two. */
    @Test
    void aWindowOfSecondsIsTakenToBeLongerWhereCallsAreRefused() {
        Word opened = new Word(OptionalLong.of(2), OptionalLong.of(1), NOW + 900, NOW + 2_900);
        Word spent = new Word(OptionalLong.of(2), OptionalLong.of(0), NOW + 900, NOW + 2_900);
        answered(new Told(null, opened, OptionalLong.empty()));
        for (int refusal = 0; refusal < 5; refusal++) {
            assertThat(limits())
                    .extracting(learned -> learned.limit().window())
                    .containsExactly(new Window.FirstCall(1_000));
            learner.answered(new Observation(
                    who.endpoint(),
                    who.credential(),
                    NOW,
                    NOW + 50,
                    learner.departs(who.endpoint(), who.credential()),
                    Observation.Fate.REFUSED,
                    0,
                    List.of(new Told(null, spent, OptionalLong.empty()))));
        }
        assertThat(limits())
                .extracting(learned -> learned.limit().window())
                .containsExactly(new Window.FirstCall(2_000));
    }

    @Test
    void severalLimitsOnOneAnswerAreKeptApart() {
        answered(
                new Told("burst", told(10, 9, 1_000).word(), OptionalLong.of(1_000)),
                new Told("per day & app", told(5_000, 4_999, 86_400_000).word(), OptionalLong.of(86_400_000)));
        assertThat(limits())
                .extracting(learned -> learned.limit().name())
                .containsExactly("told-burst", "told-per-day---app");
        assertThat(limits())
                .extracting(learned -> learned.limit().window())
                .containsExactly(new Window.FirstCall(1_000), new Window.FirstCall(86_400_000));
    }

    /** Eight calls leave together; the answer of the one that the provider counted second comes last. */
    @Test
    void whatACallAmongManyIsToldProvesNothingOfItsScope() {
        List<Caller> callers = Trial.callers(4);
        for (int round = 0; round < 10; round++) {
            List<Departure> departures = callers.stream()
                    .map(one -> learner.departs(one.endpoint(), one.credential()))
                    .toList();
            for (int i = 3; i >= 0; i--) {
                Caller one = callers.get(i);
                learner.answered(new Observation(
                        one.endpoint(),
                        one.credential(),
                        NOW + 60_000L * round,
                        NOW + 60_000L * round + 50,
                        departures.get(i),
                        Observation.Fate.PASSED,
                        0,
                        List.of(told(100, 99 - i, 60_000L * (round + 1)))));
            }
        }
        assertThat(limits()).extracting(learned -> learned.limit().scope()).containsExactly(new Scope(List.of()));
    }

    /** However many calls are in flight: what one window was told to have counted, and its end, are not those of the other. */
    @Test
    void windowsThatWereOpenedAtDifferentTimesAreNotShared() {
        twentyOfEach(3, call -> told(100, 99 - call, 60_000), call -> told(100, 99 - call, 70_000));
        assertThat(limits()).extracting(learned -> learned.limit().scope()).containsExactly(ACCOUNTS);
    }

    @Test
    void aSharedWindowStaysSharedHoweverManyCallsAreInFlight() {
        twentyOfEach(2, call -> told(100, 98 - 2 * call, 60_000), call -> told(100, 99 - 2 * call, 60_000));
        assertThat(limits()).extracting(learned -> learned.limit().scope()).containsExactly(new Scope(List.of()));
    }

    /** None was decided after the answer of another was heard, but each left after that of the one before. */
    @Test
    void windowsOfCallsThatWereDecidedTogetherAreToldApartByTheirEnds() {
        Caller first = Trial.callers(4).get(0);
        Caller second = Trial.callers(4).get(2);
        List<Departure> firsts = departures(first, 20);
        List<Departure> seconds = departures(second, 20);
        for (int i = 0; i < 20; i++) {
            sent(first, firsts.get(i), NOW + 20L * i, 99 - i, NOW + 60_000);
            sent(second, seconds.get(i), NOW + 20L * i + 10, 99 - i, NOW + 60_100);
        }
        assertThat(limits()).extracting(learned -> learned.limit().scope()).containsExactly(ACCOUNTS);
    }

    /** A call that is answered after 5 ms, and told the end of its window to 5 ms. */
    private void sent(Caller one, Departure departure, long sentAt, long remaining, long ends) {
        Word word = new Word(OptionalLong.of(100), OptionalLong.of(remaining), ends - 5, ends);
        learner.answered(new Observation(
                one.endpoint(),
                one.credential(),
                sentAt,
                sentAt + 5,
                departure,
                Observation.Fate.PASSED,
                0,
                List.of(new Told(null, word, OptionalLong.empty()))));
    }

    /** Rounds of twenty calls of each of two accounts, all in flight together, and what the calls of each are told. */
    private void twentyOfEach(int rounds, IntFunction<Told> one, IntFunction<Told> other) {
        Caller first = Trial.callers(4).get(0);
        Caller second = Trial.callers(4).get(2);
        for (int round = 0; round < rounds; round++) {
            List<Departure> firsts = departures(first, 20);
            List<Departure> seconds = departures(second, 20);
            for (int i = 0; i < 20; i++) {
                answered(first, firsts.get(i), one.apply(20 * round + i));
                answered(second, seconds.get(i), other.apply(20 * round + i));
            }
        }
    }

    private List<Departure> departures(Caller one, int count) {
        return Stream.generate(() -> learner.departs(one.endpoint(), one.credential()))
                .limit(count)
                .toList();
    }

    @Test
    void afterEightAnswersForEachCallerMoreCallsMayBeInFlight() {
        for (int i = 0; i < 7; i++) {
            answered(told(100, 99 - i, 60_000));
            assertThat(inFlightAtMost()).isEqualTo(1);
        }
        assertThat(answered(told(100, 92, 60_000))).isTrue();
        assertThat(inFlightAtMost()).isEqualTo(8);
    }

    /** Else one that is always there first would be believed to speak for all. */
    @Test
    void whoWasHeardOfLessOftenGoesBesideAnother() {
        Caller second = Trial.callers(2).get(1);
        assertThat(learner.admits(second.endpoint(), second.credential())).isTrue();
        answered(told(100, 99, 60_000));
        learner.departs(who.endpoint(), who.credential());
        assertThat(learner.admits(who.endpoint(), who.credential())).isFalse();
        assertThat(learner.admits(second.endpoint(), second.credential())).isTrue();
    }

    private int inFlightAtMost() {
        int count = 0;
        while (count < 100 && learner.admits(who.endpoint(), who.credential())) {
            learner.departs(who.endpoint(), who.credential());
            count++;
        }
        for (int i = 0; i < count; i++) {
            learner.ended(who.endpoint(), who.credential());
        }
        return count;
    }
}
