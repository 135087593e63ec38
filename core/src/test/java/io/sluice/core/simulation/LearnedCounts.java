package io.sluice.core.simulation;

import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.InsideLearning;
import java.util.List;

/** What is learned is what a provider may mean, and every seat looks at it at once; a door that the learner shuts is shut. */
final class LearnedCounts implements Watcher {
    private static final long LONGEST_WINDOW = 31L * 86_400_000;

    private final Simulation simulation;
    private final long mostQuota;

    /**
     * @param mostQuota no limit can be learned that holds more
     */
    LearnedCounts(Simulation simulation, long mostQuota) {
        this.simulation = simulation;
        this.mostQuota = mostQuota;
    }

    @Override
    public void happened(long at) {
        if (!simulation.isUp()) {
            return;
        }
        InsideLearning inside = new InsideLearning(simulation.life().scheduler, simulation.wall());
        inside.eachLearned((about, limits) -> limits.forEach(learned -> check(about, learned)));
        List<String> unlimited = inside.unlimited();
        if (!unlimited.isEmpty()) {
            throw Invariants.broken(this, unlimited + " at " + simulation.wall());
        }
    }

    private void check(String about, Learned learned) {
        Limit limit = learned.limit();
        long length = limit.window().length().orElse(0);
        boolean told = learned.from() == Learned.From.HEADERS;
        if (limit.quota() < 1 || length < 0 || length > LONGEST_WINDOW || (told && limit.quota() > mostQuota)) {
            throw Invariants.broken(this, "absurd for " + about + ": " + limit);
        }
    }
}
