package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Learn;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A world in which there is always more to call, and one limit, of which no answer tells but by refusing. When it has been
 * learned it may become another one. In the end it is measured how well it is used. In half of the worlds the scheduler restarts
 * now and then.
 *
 * <p>What is learned badly now and then is not among them, since no bound would hold: budgets that two credentials share beside
 * others, buckets that several share, calendars, and a quota that becomes smaller while several share it.
 */
final class Saturated implements Watcher {
    private static final long BEGIN = 1_700_000_000_000L;
    /** Neighbouring seeds begin with like numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    /** One of so many random hours comes with such a world. */
    static final int EVERY = 20;
    /** Windows in which the limit is learned, and learned anew, and that are measured. */
    private static final int FIRST = 40;

    private static final int AGAIN = 120;
    private static final int MEASURED = 30;
    private static final int RESTARTS = 8;
    private static final int WAITING = 60;
    private static final int PLACES = 200;
    private static final int CONCURRENCY = 64;
    private static final long[] WINDOWS = {10_000, 30_000, 60_000};

    /** One budget for all, or one for each. */
    private static final List<Scope> SCOPES =
            List.of(new Scope(List.of()), new Scope(List.of(Dimension.Fixed.CREDENTIAL)));

    private final Random random;
    private final Limit first;
    private final Limit last;
    private final long per;
    private final List<Credential> credentials = new ArrayList<>();
    private final Simulation simulation;
    private final LearnedLimitsAreUsed used;
    private final long end;
    private long tickets;

    private Saturated(long seed) {
        this.random = new Random(seed * SPREAD);
        this.per = WINDOWS[random.nextInt(WINDOWS.length)];
        Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
        Window window = window();
        long quota = 20L + random.nextInt(40);
        long[] later = {quota, quota / 2, 2 * quota};
        this.first = new Limit("limit", scope, quota, window);
        this.last = new Limit("limit", scope, later[random.nextInt(later.length)], window);
        boolean shared = scope.dimensions().isEmpty();
        boolean alone = last.quota() < first.quota() || (shared && window instanceof Window.Bucket);
        for (int i = alone ? 0 : random.nextInt(4); i >= 0; i--) {
            credentials.add(new Credential("api", "c" + i, "c" + i, "api", "default", Map.of(), false));
        }
        boolean changes = last.quota() != first.quota();
        long measured = BEGIN + (changes ? FIRST + AGAIN : FIRST) * per;
        this.end = measured + MEASURED * per;
        this.used = new LearnedLimitsAreUsed(first, last, shared ? 1 : credentials.size(), measured, end);
        Latency latency = Latency.between(2, 20 + random.nextInt(80));
        this.simulation = new Simulation(
                Settings.DEFAULT, untold(latency), new Invariants(List.of(this, used)), PLACES, seed, BEGIN);
    }

    /** Whether one is run with the random hour of that seed. */
    static boolean comesWith(long seed) {
        return seed % EVERY == 0;
    }

    /** Runs one; an error says what was broken. */
    static void run(long seed) {
        Saturated world = new Saturated(seed);
        world.plan();
        world.simulation.run(world.end);
        world.used.finish();
    }

    private Window window() {
        return switch (random.nextInt(3)) {
            case 0 -> new Window.FirstCall(per);
            case 1 -> new Window.Sliding(per);
            default -> new Window.Bucket(per);
        };
    }

    private Surroundings untold(Latency latency) {
        return new Surroundings() {
            @Override
            public Fate fate(Call call, long from, long by) {
                long arrives = from + latency.sample(random);
                long answered = arrives + latency.sample(random);
                return new Fate.Sent(from, arrives, answered, answered, true);
            }

            @Override
            public Outcome.Refusal refusal(String limit, long until) {
                return new Outcome.Refusal(null, 0, true, true, HoldRule.DEFAULT);
            }
        };
    }

    private void plan() {
        Provider file = provider(List.of(), Learn.CAREFUL);
        simulation.provider(file, truth(first));
        credentials.forEach(simulation::credential);
        simulation.at(BEGIN + FIRST * per, () -> simulation.provider(file, truth(last)));
        // What a restart spoils of a bucket's rate adds up.
        long within = first.window() instanceof Window.Bucket ? end - BEGIN - FIRST / 2 * per : MEASURED * per;
        for (int i = random.nextInt(2) * RESTARTS; i > 0; i--) {
            long at = end - random.nextLong(within);
            simulation.at(at, () -> simulation.restart(10 + random.nextInt(50)));
        }
        for (int i = WAITING * credentials.size(); i > 0; i--) {
            simulation.at(BEGIN, this::request);
        }
    }

    private static FakeProvider truth(Limit limit) {
        return new FakeProvider(provider(List.of(limit), Learn.OFF), 0);
    }

    private static Provider provider(List<Limit> limits, Learn learn) {
        Endpoint other = new Endpoint(Provider.OTHER, Accounts.ANY, limits, 30_000, 5);
        return new Provider("api", List.of(other), CONCURRENCY, Backoff.DEFAULT, 60_000, 20)
                .with(List.of(other), CONCURRENCY, learn);
    }

    private void request() {
        simulation.request(new Request(
                ++tickets,
                "r" + tickets,
                "api",
                Provider.OTHER,
                new Eligible.Any(),
                Map.of(),
                Cost.ONE,
                Scheduler.NEVER,
                30_000,
                true,
                Progress.NONE));
    }

    @Override
    public void ended(Ending ending, long at) {
        simulation.at(at, this::request);
    }
}
