package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An hour of a random world, held to all invariants after every event; then time to finish, without new trouble. */
final class Scenario {
    private static final long HOUR = 3_600_000;
    /** Values of parameters; some look like what a key is written as. */
    private static final List<String> CHATS = List.of("0", "1", "2", "3", "0,param:topic=1", "1,param:topic=1");

    private static final List<String> TOPICS = List.of("0", "1", "1,param:topic=0");
    /** What waits longer is cancelled. */
    private static final long PATIENCE = 50 * HOUR;

    private final Random random;
    private final Season season;
    private final boolean hostile;
    private final boolean changesPrices;
    private final boolean changesEndpoints;
    private final Unsaid unsaid;
    final Hostile around;
    final Simulation simulation;
    private final List<Plan> plans = new ArrayList<>();
    final HoldsAreKept holds;
    private final NoCallTwice twice = new NoCallTwice(Settings.DEFAULT.skewMillis());
    private final NoRequestLost lost;
    private final Unknowns unknowns;
    private final RefusalsAreFew refusals = new RefusalsAreFew();
    private boolean jumped;
    private long tickets;

    private Scenario(long seed, List<Watcher> more) {
        this.random = new Random(seed);
        this.season = Season.of(random);
        this.hostile = seed % 3 != 0;
        this.unsaid = Unsaid.of(seed);
        this.changesPrices = seed % 4 == 1 && !unsaid.learns(); // what is learned, a call takes one of
        // What is learned, and buckets that answers name, go with endpoints.
        this.changesEndpoints = seed % 4 == 2 && !unsaid.learns() && !unsaid.buckets();
        this.around = new Hostile(unsaid, hostile ? Trouble.of(random) : Trouble.NONE, random, twice::did);
        List<Watcher> watchers = new ArrayList<>(more);
        long places = 1L + random.nextInt(60);
        this.simulation =
                new Simulation(Settings.DEFAULT, around, new Invariants(watchers), places, seed, season.begin());
        this.holds = new HoldsAreKept(
                this::byRequest,
                this::declared,
                id -> simulation.store().request(id).cost());
        this.lost = new NoRequestLost(simulation);
        this.unknowns = new Unknowns(simulation, unsaid, this::credentialOf, around::endpoint);
        if (unsaid.learns()) {
            watchers.add(new LearnedCounts(simulation, Plan.LARGEST));
        }
        watchers.addAll(List.of(
                new NeverOverBudget(this::excused),
                unknowns,
                refusals,
                lost,
                twice,
                holds,
                new AttemptsAreCounted(unsaid.learn() == Learn.CAREFUL),
                new DeadlinesAreKept(simulation),
                new PlacesAreKept(simulation, places),
                new WakeUpExact(simulation),
                new NoIdleBudgetWhileDue(simulation, Settings.DEFAULT.aheadMillis()),
                new NoLargeOneStarves(simulation, Settings.DEFAULT.aheadMillis())));
    }

    /** What an hour took. */
    record Tally(long requests, long events) {}

    /** Runs one; an error says what was broken. */
    static Tally run(long seed) {
        return run(seed, List.of());
    }

    /**
     * The same.
     *
     * @param more who watches, too
     */
    static Tally run(long seed, List<Watcher> more) {
        Scenario scenario = new Scenario(seed, more);
        scenario.plan();
        scenario.simulation.run(scenario.season.begin() + PATIENCE);
        for (int i = 0; i < 10; i++) {
            List.copyOf(scenario.simulation.store().waits.keySet()).forEach(scenario.simulation::cancel);
            scenario.simulation.run(scenario.simulation.now() + HOUR);
        }
        scenario.lost.finish();
        if (scenario.unsaid.learn() == Learn.HEADERS && !scenario.hostile) {
            scenario.refusals.finish();
        }
        return new Tally(scenario.lost.answers(), scenario.simulation.happenings());
    }

    private void plan() {
        for (int i = 0; i <= random.nextInt(2); i++) {
            Plan plan = new Plan("p" + i, random, season, unsaid, changesEndpoints);
            plans.add(plan);
            simulation.provider(plan.file, new FakeProvider(plan.truth, unsaid.clockAhead(random), unsaid::counted));
            plan.credentials.forEach(this::credential);
        }
        bursts();
        if (hostile) {
            new Mischief(this, random).plan();
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            at(() -> {
                if (simulation.isUp()) {
                    RebuiltEqualsLive.check(simulation);
                }
                simulation.restart(random.nextInt(3_000));
            });
        }
        simulation.at(season.begin() + HOUR, around.dead::clear);
    }

    private void bursts() {
        int bursts = 1 + random.nextInt(20);
        int most = 1 + random.nextInt(40);
        for (int i = 0; i < bursts; i++) {
            at(() -> {
                for (int j = random.nextInt(most); j >= 0; j--) {
                    request();
                }
                if ((changesPrices || changesEndpoints) && random.nextInt(3) == 0) {
                    changeMatches();
                }
            });
        }
        for (int i = random.nextInt(200); i > 0; i--) {
            at(this::request);
        }
    }

    /** A file comes by which requests match otherwise, those in flight and those that wait as well. */
    private void changeMatches() {
        Plan plan = some();
        if (changesPrices) {
            around.matching.changePrices(plan.truth.name());
        } else {
            around.matching.changeEndpoints(plan.truth.name());
        }
        holds.replaced(plan.truth.name());
        simulation.replace(plan.otherFile());
        if (simulation.isUp()) {
            RebuiltEqualsLive.check(simulation);
        }
    }

    void credential(Credential credential) {
        holds.credential(credential);
        simulation.credential(credential);
    }

    private void request() {
        Plan plan = some();
        Endpoint endpoint = plan.endpoint();
        Credential some = plan.credential();
        Eligible eligible = switch (random.nextInt(4)) {
            case 0 -> new Eligible.OfAccount(some.account());
            case 1 -> new Eligible.One(some.id());
            default -> new Eligible.Any();
        };
        long deadline = random.nextInt(5) == 0 ? simulation.wall() + random.nextInt(600_000) : Scheduler.NEVER;
        simulation.request(new Request(
                ++tickets,
                "r" + tickets,
                plan.truth.name(),
                endpoint.name(),
                eligible,
                params(),
                cost(endpoint),
                random.nextInt(30) == 0 ? 0 : deadline,
                endpoint.timeoutMillis(),
                random.nextInt(3) > 0,
                Progress.NONE));
    }

    /** Mostly one unit; else some of each limit, or another number of one of them, which may be none. */
    private Cost cost(Endpoint endpoint) {
        Cost usual = Cost.of(random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(3));
        if (unsaid.learns()) {
            return Cost.ONE;
        }
        if (endpoint.limits().isEmpty() || random.nextInt(8) > 0) {
            return usual;
        }
        Limit one = endpoint.limits().get(random.nextInt(endpoint.limits().size()));
        return new Cost(usual.usual(), Map.of(one.name(), (long) random.nextInt(Plan.DEAREST + 1)));
    }

    Map<String, String> params() {
        return Map.of("chat", CHATS.get(random.nextInt(6)), "topic", TOPICS.get(random.nextInt(3)));
    }

    private boolean byRequest(String limit) {
        return plans.stream()
                .flatMap(plan -> plan.truth.endpoints().stream())
                .flatMap(endpoint -> endpoint.limits().stream())
                .anyMatch(one -> one.name().equals(limit) && one.scope().ofRequest());
    }

    private boolean declared(String provider, String limit) {
        return plans.stream()
                .filter(plan -> plan.file.name().equals(provider))
                .flatMap(plan -> plan.file.endpoints().stream())
                .flatMap(endpoint -> endpoint.limits().stream())
                .anyMatch(one -> one.name().equals(limit));
    }

    Plan some() {
        return plans.get(random.nextInt(plans.size()));
    }

    long tickets() {
        return tickets;
    }

    long someInstant() {
        return season.begin() + random.nextLong(HOUR);
    }

    void at(Runnable what) {
        simulation.at(someInstant(), what);
    }

    void jump(long millis) {
        jumped = true;
        simulation.jump(millis);
    }

    /**
     * Where somebody else spent, too, we can know too late. After a jump of our clock refusals prove nothing: its windows are
     * out of step with the provider's.
     */
    private boolean excused(Call call, FakeProvider.Reply.Refused refused) {
        return jumped
                || unsaid.learns()
                || simulation.truth(call.provider()).spentByOthers(refused.limit(), refused.scopeKey())
                || unknowns.explain(call, refused);
    }

    private Credential credentialOf(Call call) {
        return plans.stream()
                .filter(plan -> plan.truth.name().equals(call.provider()))
                .flatMap(plan -> plan.credentials.stream())
                .filter(credential -> credential.id().equals(call.credential()))
                .findFirst()
                .orElseThrow();
    }
}
