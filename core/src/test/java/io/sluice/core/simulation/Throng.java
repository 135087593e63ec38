package io.sluice.core.simulation;

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
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import io.sluice.core.schedule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A minute of a world in which there is always more to call than may be at the same time: calls come after others, whose places
 * they take. Outcomes take their time, so that others are ordered meanwhile. In half of the worlds answers are errors now and then
 * and calls are lost; in most the scheduler restarts.
 */
final class Throng implements Watcher {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long LENGTH = 60_000;
    private static final long TIMEOUT = 10_000;
    private static final long PLACES = 200;
    /** Neighbouring seeds begin with like numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** One of so many random hours comes with such a world. */
    static final int EVERY = 10;

    private static final List<List<Dimension>> SCOPES = List.of(
            List.of(),
            List.of(Dimension.Fixed.CREDENTIAL),
            List.of(Dimension.Fixed.ACCOUNT),
            List.of(Dimension.Fixed.EGRESS));

    private final Random random;
    /** Of 1,000 calls. */
    private final int troubles;

    private final Latency latency;
    /** From an answer until the scheduler hears of it, ms. */
    private final long report;

    private final List<Credential> credentials = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Simulation simulation;
    private long tickets;
    private long calls;
    private long successors;

    private Throng(long seed) {
        this.random = new Random(seed * SPREAD);
        this.troubles = random.nextBoolean() ? 0 : random.nextInt(60);
        this.latency = Latency.exponential(0, 5 + random.nextInt(random.nextBoolean() ? 40 : 800));
        this.report = 1L + random.nextInt(80);
        List<Watcher> watchers = new ArrayList<>(List.of(this, new NeverOverBudget((call, refused) -> false)));
        this.simulation =
                new Simulation(Settings.DEFAULT, around(), new Invariants(watchers), PLACES, random.nextLong(), BEGIN);
        watchers.addAll(List.of(
                new PlacesAreKept(simulation, PLACES),
                new DeadlinesAreKept(simulation),
                new WakeUpExact(simulation),
                new NoIdleBudgetWhileDue(simulation, Settings.DEFAULT.aheadMillis())));
    }

    /** Whether one is run with the random hour of that seed. */
    static boolean comesWith(long seed) {
        return seed % EVERY == 0;
    }

    /** Runs one; an error says what was broken. Returns the share of its calls that came after others. */
    static double run(long seed) {
        Throng world = new Throng(seed);
        world.plan();
        world.simulation.run(BEGIN + LENGTH);
        return (double) world.successors / Math.max(1, world.calls);
    }

    private Surroundings around() {
        return new Surroundings() {
            @Override
            public Fate fate(Call call, long from, long by) {
                if (random.nextInt(1_000) < troubles) {
                    return switch (random.nextInt(4)) {
                        case 0 -> new Fate.Vanished();
                        case 1 -> new Fate.NotSent(from + report);
                        case 2 -> new Fate.NotStarted(from + report, Outcome.NotStarted.Cause.ENDING);
                        default -> sent(call, from + random.nextLong(by - from + 1));
                    };
                }
                return sent(call, from);
            }

            @Override
            public Verdict verdict(Call call, Request request, long at) {
                Verdict[] errors = {Verdict.TRANSIENT, Verdict.FAILED, Verdict.THROTTLED};
                return random.nextInt(1_000) < troubles ? errors[random.nextInt(errors.length)] : Verdict.OK;
            }
        };
    }

    private Fate sent(Call call, long at) {
        long arrives = at + Math.min(latency.sample(random), call.timeoutMillis() - 1);
        long answered = arrives + latency.sample(random);
        boolean known = answered - at < call.timeoutMillis();
        answered = known ? answered : Math.max(arrives, at + call.timeoutMillis());
        boolean silent = random.nextInt(2_000) < troubles;
        return new Fate.Sent(at, arrives, answered, silent ? Long.MAX_VALUE : answered + report, known);
    }

    private void plan() {
        List<Limit> limits = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Scope scope = new Scope(SCOPES.get(random.nextInt(SCOPES.size())));
            limits.add(new Limit("same-time-" + i, scope, 1 + random.nextInt(8), new Window.Concurrent()));
        }
        if (random.nextInt(3) == 0) {
            limits.add(new Limit("rate", new Scope(List.of()), 100, new Window.Sliding(10_000)));
        }
        endpoints.add(new Endpoint(Provider.OTHER, Accounts.ANY, limits, TIMEOUT, 5));
        endpoints.add(new Endpoint("some", Accounts.ANY, limits.subList(0, 1), TIMEOUT, 5));
        Provider provider = new Provider("api", endpoints, 1 + random.nextInt(64), Backoff.DEFAULT, 60_000, 20);
        simulation.provider(provider, new FakeProvider(provider, 0));
        boolean twoWays = random.nextInt(3) == 0;
        for (int i = random.nextInt(4); i >= 0; i--) {
            String egress = twoWays ? "out" + random.nextInt(2) : "out";
            credentials.add(new Credential("api", "c" + i, "a" + random.nextInt(2), "app", egress, Map.of(), false));
        }
        credentials.forEach(simulation::credential);
        for (int i = random.nextInt(4); i > 0; i--) {
            long at = BEGIN + random.nextLong(LENGTH);
            simulation.at(at, () -> simulation.restart(10 + random.nextInt(500)));
        }
        for (int i = 20 + random.nextInt(60); i > 0; i--) {
            simulation.at(BEGIN + random.nextLong(LENGTH / 10), this::request);
        }
    }

    private void request() {
        Credential some = credentials.get(random.nextInt(credentials.size()));
        Eligible eligible = random.nextInt(3) == 0 ? new Eligible.OfAccount(some.account()) : new Eligible.Any();
        long deadline = random.nextInt(20) == 0 ? simulation.wall() + random.nextInt(20_000) : Scheduler.NEVER;
        simulation.request(new Request(
                ++tickets,
                "r" + tickets,
                "api",
                endpoints.get(random.nextInt(4) == 0 ? 1 : 0).name(),
                eligible,
                Map.of(),
                Cost.of(random.nextInt(10) == 0 ? 2 : 1),
                random.nextInt(30) == 0 ? Scheduler.NOW_OR_NEVER : deadline,
                TIMEOUT,
                true,
                Progress.NONE));
    }

    @Override
    public void decided(Call call, long at) {
        calls++;
        successors += call.after().isEmpty() ? 0 : 1;
    }

    @Override
    public void ended(Ending ending, long at) {
        simulation.at(at + random.nextInt(50), this::request);
    }
}
