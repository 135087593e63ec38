package io.sluice.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.core.simulation.Latency;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecasterTest {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long DAY = 86_400_000;
    private static final Limit BY_ACCOUNT =
            limit("per-account", Dimension.Fixed.ACCOUNT, 20, new Window.FirstCall(3_000));

    @Test
    void twoAccountsOf20Per3sTake12sFor200Requests() {
        Forecast forecast = forecast(world(2, 64, 20, BY_ACCOUNT), atOnce(200, Scheduler.NEVER), DAY);
        assertThat(forecast.elapsedMillis()).isBetween(12_000L, 12_120L);
        assertThat(forecast.doneMillis().orElseThrow()).isBetween(12_000L, 12_200L);
        assertThat(forecast.results()).isEqualTo(Map.of(Result.OK, 200L));
        assertThat(forecast.calls()).isEqualTo(200);
        assertThat(forecast.refused()).isZero();
        assertThat(forecast.blockers().get(0).limit()).isEqualTo("per-account");
        assertThat(forecast.blockers().get(0).share()).isGreaterThan(0.95);
    }

    @Test
    void whatIsUsedToTheLastCallIsNotIdle() {
        Forecast forecast = forecast(world(2, 64, 20, BY_ACCOUNT), atOnce(200, Scheduler.NEVER), DAY);
        LimitUse use = forecast.limits().get(0);
        assertThat(use.used()).isEqualTo(200);
        assertThat(use.capacity()).isEqualTo(200);
        assertThat(use.idleShare()).isZero();
        assertThat(use.keys()).isEqualTo(2);
        assertThat(use.fullestUsed()).isEqualTo(100);
    }

    @Test
    void ofTwoLimitsTheNarrowerOneIsTheBottleneckAndTheOtherOneIdles() {
        Limit byApp = limit("per-app", Dimension.Fixed.APP, 20, new Window.Sliding(3_000));
        Forecast forecast = forecast(world(2, 64, 20, BY_ACCOUNT, byApp), atOnce(200, Scheduler.NEVER), DAY);
        assertThat(forecast.blockers().get(0).limit()).isEqualTo("per-app");
        assertThat(forecast.elapsedMillis()).isBetween(27_000L, 27_300L);
        assertThat(forecast.limits().get(0).idleShare()).isBetween(0.45, 0.55);
        assertThat(forecast.limits().get(1).idleShare()).isLessThan(0.01);
    }

    @Test
    void withoutLimitsTheConcurrencyHolds() {
        Forecast forecast = forecast(world(1, 10, 100), atOnce(100, Scheduler.NEVER), DAY);
        assertThat(forecast.elapsedMillis()).isBetween(900L, 1_000L);
        assertThat(forecast.blockers().get(0).why()).isEqualTo(Wait.Why.CONCURRENCY);
    }

    @Test
    void aBacklogBeyondTheTimeIsNotDone() {
        Forecast forecast = forecast(world(1, 64, 20, BY_ACCOUNT), atOnce(200, Scheduler.NEVER), 10_000);
        assertThat(forecast.doneMillis()).isEmpty();
        assertThat(forecast.coveredMillis()).isEqualTo(10_000);
        assertThat(forecast.answered()).isEqualTo(80);
    }

    @Test
    void requestsWhoseDeadlinePassesAreNotCalled() {
        Forecast forecast = forecast(world(1, 64, 20, BY_ACCOUNT), atOnce(100, BEGIN + 5_000), DAY);
        assertThat(forecast.results()).isEqualTo(Map.of(Result.OK, 40L, Result.DEADLINE_PASSED, 60L));
        assertThat(forecast.calls()).isEqualTo(40);
    }

    @Test
    void aRateAboveTheQuotaPilesUp() {
        Iterator<Arrival> tenPerSecond = LongStream.range(0, 600)
                .mapToObj(number -> new Arrival(BEGIN + 100 * number, request(number, Scheduler.NEVER)))
                .iterator();
        Forecast forecast = forecast(world(1, 64, 20, BY_ACCOUNT), tenPerSecond, 60_000);
        assertThat(forecast.requests()).isEqualTo(600);
        assertThat(forecast.calls()).isBetween(395L, 400L);
        List<Double> waiting = forecast.history().waiting();
        assertThat(waiting.get(waiting.size() - 2)).isBetween(180.0, 220.0);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void nothingIsRefusedWhateverTheWindow(Window window) {
        World world = new World(
                List.of(provider(16, limit("l", Dimension.Fixed.CREDENTIAL, 5, window))),
                credentials(3),
                Latency.between(0, 300),
                4_000,
                BEGIN,
                7,
                Map.of());
        Forecast forecast = forecast(world, atOnce(60, Scheduler.NEVER), 40 * DAY);
        assertThat(forecast.refused()).isZero();
        assertThat(forecast.results()).isEqualTo(Map.of(Result.OK, 60L));
        assertThat(forecast.limits().get(0).idleShare()).isBetween(0.0, 1.0);
    }

    static Stream<Window> windows() {
        return Stream.of(
                new Window.FirstCall(2_000),
                new Window.Sliding(2_000),
                new Window.Bucket(2_000),
                new Window.Concurrent(),
                new Window.Calendar(new Window.Turns.Aligned(2_000)),
                new Window.Calendar(new Window.Turns.Daily(
                        java.time.LocalTime.MIDNIGHT, java.time.ZoneId.of("America/Los_Angeles"))));
    }

    @Test
    void aLimitThatCountsFailuresAloneHoldsNothingUp() {
        World counted = world(1, 16, 20, BY_ACCOUNT);
        World world = new World(
                counted.providers(),
                counted.credentials(),
                counted.latency(),
                counted.places(),
                counted.begin(),
                counted.seed(),
                Map.of("api", Set.of(BY_ACCOUNT.name())));
        Forecast forecast = forecast(world, atOnce(400, Scheduler.NEVER), DAY);
        assertThat(forecast.limits().get(0).used()).isZero();
        assertThat(forecast.elapsedMillis())
                .isLessThan(forecast(counted, atOnce(400, Scheduler.NEVER), DAY).elapsedMillis() / 2);
    }

    @Test
    void theSameSeedMakesTheSameForecast() {
        World world = new World(
                List.of(provider(4, BY_ACCOUNT)), credentials(2), Latency.between(5, 400), 4_000, BEGIN, 11, Map.of());
        Forecast one = forecast(world, atOnce(300, Scheduler.NEVER), DAY);
        Forecast other = forecast(world, atOnce(300, Scheduler.NEVER), DAY);
        assertThat(one.elapsedMillis()).isEqualTo(other.elapsedMillis());
        assertThat(one.waits()).isEqualTo(other.waits());
        assertThat(one.blockers()).isEqualTo(other.blockers());
    }

    private static Forecast forecast(World world, Iterator<Arrival> arrivals, long most) {
        return Forecaster.of(world, arrivals, most, ProgressListener.NONE);
    }

    private static World world(int credentials, int concurrency, long latency, Limit... limits) {
        return new World(
                List.of(provider(concurrency, limits)),
                credentials(credentials),
                Latency.between(latency, latency),
                4_000,
                BEGIN,
                1,
                Map.of());
    }

    private static Provider provider(int concurrency, Limit... limits) {
        Endpoint other = new Endpoint("other", Accounts.ANY, List.of(limits), 30_000, 5);
        return new Provider("api", List.of(other), concurrency, Backoff.DEFAULT, 60_000, 20);
    }

    private static List<Credential> credentials(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Credential("api", "c" + i, "a" + i, "app", "default", Map.of(), false))
                .toList();
    }

    private static Limit limit(String name, Dimension scope, long quota, Window window) {
        return new Limit(name, new Scope(List.of(scope)), quota, window);
    }

    private static Iterator<Arrival> atOnce(int number, long deadline) {
        return LongStream.range(0, number)
                .mapToObj(ticket -> new Arrival(BEGIN, request(ticket, deadline)))
                .iterator();
    }

    private static Request request(long ticket, long deadline) {
        return new Request(
                ticket,
                "r" + ticket,
                "api",
                "other",
                new Eligible.Any(),
                Map.of(),
                Cost.ONE,
                deadline,
                30_000,
                true,
                Progress.NONE);
    }
}
