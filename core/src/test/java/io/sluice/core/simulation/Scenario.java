package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
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
public final class Scenario {
    private static final long BEGIN = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;
    /** Values of parameters; some look like what a key is written as. */
    private static final List<String> CHATS = List.of("0", "1", "2", "3", "0,param:topic=1", "1,param:topic=1");

    private static final List<String> TOPICS = List.of("0", "1", "1,param:topic=0");
    /** What waits longer is cancelled. */
    private static final long CANCELLED_FROM = BEGIN + 50 * HOUR;

    private final Random random;
    private final boolean hostile;
    private final Hostile around;
    private final Simulation simulation;
    private final List<Plan> plans = new ArrayList<>();
    private final HoldsAreKept holds = new HoldsAreKept(this::byRequest);
    private final NoCallTwice twice = new NoCallTwice(Settings.DEFAULT.skewMillis());
    private final NoRequestLost lost;
    private boolean foreign;
    private long jumpedAt = Long.MIN_VALUE / 2;
    private long tickets;

    private Scenario(long seed, int overtakings) {
        this.random = new Random(seed);
        this.hostile = seed % 3 != 0;
        this.around = new Hostile(hostile ? Trouble.of(random) : Trouble.NONE, random, twice::did);
        List<Watcher> watchers = new ArrayList<>();
        this.simulation =
                new Simulation(Settings.DEFAULT, around, new Invariants(watchers), 1 + random.nextInt(60), seed, BEGIN);
        this.lost = new NoRequestLost(simulation);
        watchers.addAll(List.of(
                new NeverOverBudget(this::excused),
                lost,
                twice,
                holds,
                new AttemptsAreCounted(),
                new WakeUpExact(simulation),
                new NoIdleBudgetWhileDue(simulation, Settings.DEFAULT.aheadMillis()),
                new NoLargeOneStarves(simulation, Settings.DEFAULT.aheadMillis(), overtakings)));
    }

    /** Runs one; an error says what was broken. Returns the number of requests. */
    public static long run(long seed) {
        return run(seed, 6);
    }

    /**
     * Runs one as strictly as wanted.
     *
     * @param overtakings how often a large request may be overtaken
     */
    public static long run(long seed, int overtakings) {
        Scenario scenario = new Scenario(seed, overtakings);
        scenario.plan();
        scenario.simulation.run(CANCELLED_FROM);
        for (int i = 0; i < 10; i++) {
            List.copyOf(scenario.simulation.store().waits.keySet()).forEach(scenario.simulation::cancel);
            scenario.simulation.run(scenario.simulation.now() + HOUR);
        }
        scenario.lost.finish();
        return scenario.lost.answers();
    }

    private void plan() {
        for (int i = 0; i <= random.nextInt(2); i++) {
            Plan plan = new Plan("p" + i, random);
            plans.add(plan);
            simulation.provider(plan.truth, new FakeProvider(plan.truth, random.nextInt(1_800) - 900L));
            plan.credentials.forEach(this::credential);
        }
        bursts();
        if (hostile) {
            foreign = random.nextInt(4) == 0;
            troubles();
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            at(() -> {
                if (simulation.isUp()) {
                    RebuiltEqualsLive.check(simulation);
                }
                simulation.restart(random.nextInt(3_000));
            });
        }
        simulation.at(BEGIN + HOUR, () -> {
            around.away.clear();
            around.dead.clear();
        });
    }

    private void bursts() {
        int bursts = 1 + random.nextInt(20);
        int most = 1 + random.nextInt(40);
        for (int i = 0; i < bursts; i++) {
            at(() -> {
                for (int j = random.nextInt(most); j >= 0; j--) {
                    request();
                }
            });
        }
        for (int i = random.nextInt(200); i > 0; i--) {
            at(this::request);
        }
    }

    private void troubles() {
        for (int i = foreign ? 30 : 0; i > 0; i--) {
            at(() -> {
                Plan plan = plan1();
                for (int j = random.nextInt(10); j >= 0; j--) {
                    simulation
                            .truth(plan.truth.name())
                            .foreign(plan.endpoint().name(), plan.credential(), params(), simulation.now());
                }
            });
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Credential credential = plan1().credential();
            String who = credential.provider() + ':' + credential.id();
            switch (random.nextInt(5)) {
                case 0 -> {
                    at(() -> around.dead.add(who));
                    at(() -> {
                        around.dead.remove(who);
                        credential(credential);
                    });
                }
                case 1 -> {
                    at(() -> around.banned.add(who));
                    at(() -> {
                        around.banned.remove(who);
                        credential(credential);
                    });
                }
                case 2 -> {
                    at(() -> credential(disabled(credential)));
                    at(() -> credential(credential));
                }
                case 3 -> {
                    at(() -> {
                        holds.withdrawn(credential);
                        simulation.withdraw(credential);
                    });
                    at(() -> credential(credential));
                }
                default -> away(credential.egress());
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            at(() -> {
                Plan plan = plan1();
                holds.replaced(plan.truth.name());
                simulation.replace(plan.otherFile());
            });
        }
        if (random.nextInt(5) == 0) {
            at(() -> {
                jumpedAt = simulation.now();
                simulation.jump(random.nextInt(600_000) - 300_000);
            });
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            at(() -> simulation.cancel("r" + (1 + random.nextLong(tickets + 1))));
        }
    }

    private void away(String egress) {
        at(() -> {
            around.away.add(egress);
            simulation.at(simulation.now() + random.nextInt(100_000), () -> around.away.remove(egress));
        });
    }

    private void credential(Credential credential) {
        holds.credential(credential);
        simulation.credential(credential);
    }

    private static Credential disabled(Credential c) {
        return new Credential(c.provider(), c.id(), c.account(), c.app(), c.egress(), c.labels(), true);
    }

    private void request() {
        Plan plan = plan1();
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
                Cost.of(random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(3)),
                random.nextInt(30) == 0 ? 0 : deadline,
                endpoint.timeoutMillis(),
                random.nextInt(3) > 0,
                Progress.NONE));
    }

    private Map<String, String> params() {
        return Map.of("chat", CHATS.get(random.nextInt(6)), "topic", TOPICS.get(random.nextInt(3)));
    }

    private boolean byRequest(String limit) {
        return plans.stream()
                .flatMap(plan -> plan.truth.endpoints().stream())
                .flatMap(endpoint -> endpoint.limits().stream())
                .anyMatch(one -> one.name().equals(limit) && one.scope().ofRequest());
    }

    private Plan plan1() {
        return plans.get(random.nextInt(plans.size()));
    }

    private void at(Runnable what) {
        simulation.at(BEGIN + random.nextLong(HOUR), what);
    }

    /** After a jump of our clock refusals prove nothing: its windows are out of step with the provider's. */
    private boolean excused(String provider, Limit limit, long at) {
        return foreign || jumpedAt >= 0;
    }
}
