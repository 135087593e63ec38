package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import java.util.Random;

/** Plans what goes wrong around the calls of an hour: others who spend, credentials that die, files that change, clocks that jump. */
final class Mischief {
    /** How long it takes a group of consumers to see that one of them is gone, at most; in ms. */
    private static final int TAKE_OVER = 10_000;

    private final Scenario world;
    private final Random random;

    Mischief(Scenario world, Random random) {
        this.world = world;
        this.random = random;
    }

    void plan() {
        if (random.nextInt(4) == 0) {
            foreigners();
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            trouble(world.some().credential());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            world.at(() -> {
                Plan plan = world.some();
                world.holds.replaced(plan.truth.name());
                world.simulation.replace(plan.otherFile());
            });
        }
        if (random.nextInt(5) == 0) {
            world.at(() -> world.jump(random.nextInt(600_000) - 300_000));
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            world.at(() -> world.simulation.cancel("r" + (1 + random.nextLong(world.tickets() + 1))));
        }
    }

    private void foreigners() {
        for (int i = 0; i < 30; i++) {
            world.at(() -> {
                Plan plan = world.some();
                FakeProvider truth = world.simulation.truth(plan.truth.name());
                for (int j = random.nextInt(10); j >= 0; j--) {
                    truth.foreign(plan.endpoint().name(), plan.credential(), world.params(), world.simulation.now());
                }
            });
        }
    }

    private void trouble(Credential credential) {
        CredentialKey who = credential.key();
        switch (random.nextInt(5)) {
            case 0 -> {
                world.at(() -> world.around.dead.add(who));
                world.at(() -> {
                    world.around.dead.remove(who);
                    world.credential(credential);
                });
            }
            case 1 -> {
                world.at(() -> world.around.banned.add(who));
                world.at(() -> {
                    world.around.banned.remove(who);
                    world.credential(credential);
                });
            }
            case 2 -> {
                world.at(() -> world.credential(disabled(credential)));
                world.at(() -> world.credential(credential));
            }
            case 3 -> {
                world.at(() -> {
                    world.holds.withdrawn(credential);
                    world.simulation.withdraw(credential);
                });
                world.at(() -> world.credential(credential));
            }
            default -> outage(credential.egress());
        }
    }

    /** A caller dies, or sleeps and wakes up as one too many. */
    private void outage(String egress) {
        long from = world.someInstant();
        long until = from + random.nextInt(random.nextBoolean() ? TAKE_OVER : 10 * TAKE_OVER);
        long wakes = random.nextBoolean() ? Long.MAX_VALUE : until + random.nextInt(TAKE_OVER);
        world.around.plan(new Outage(egress, from, until, wakes));
        if (wakes != Long.MAX_VALUE) {
            String zombie = world.around.caller(egress, from - 1);
            world.simulation.at(wakes, () -> world.simulation.places(egress, zombie, 0));
        }
    }

    private static Credential disabled(Credential c) {
        return new Credential(c.provider(), c.id(), c.account(), c.app(), c.egress(), c.labels(), true);
    }
}
