package io.sluice.core.simulation;

import io.sluice.core.schedule.Inside;
import io.sluice.core.schedule.InsideLearning;
import io.sluice.core.schedule.Settings;
import java.util.Map;

/**
 * A scheduler that is brought back from what was kept counts and waits as the one that made it. But a call that came after another
 * has a place of its own then, so that nothing is compared while there is one.
 */
final class RebuiltEqualsLive {
    private RebuiltEqualsLive() {}

    static void check(Simulation simulation) {
        if (simulation.store().flights.values().stream()
                .anyMatch(call -> !call.after().isEmpty())) {
            return;
        }
        Life live = simulation.life();
        Life rebuilt = new Life(Settings.DEFAULT, new Store(), 1);
        rebuilt.fence();
        // Where our clock has jumped back, the live one has seen later instants than it shows.
        long wall = Math.max(simulation.wall(), live.latest);
        simulation.resume(rebuilt.scheduler, wall);
        Inside is = new Inside(rebuilt.scheduler, wall, 0);
        Inside was = new Inside(live.scheduler, wall, 0);
        same("budgets", was.budgets(true), is.budgets(false));
        same(
                "learned",
                new InsideLearning(live.scheduler, wall).learned(),
                new InsideLearning(rebuilt.scheduler, wall).learned());
        same("waiting", was.waiting(), is.waiting());
        same("waiting", is.waiting(), was.waiting());
    }

    private static void same(String what, Map<String, String> live, Map<String, String> rebuilt) {
        live.forEach((id, value) -> {
            if (!value.equals(rebuilt.get(id))) {
                throw new AssertionError(
                        "RebuiltEqualsLive: " + what + ": " + id + " was " + value + " and is " + rebuilt.get(id));
            }
        });
    }
}
