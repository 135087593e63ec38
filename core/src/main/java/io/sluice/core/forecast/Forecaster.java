package io.sluice.core.forecast;

import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Settings;
import io.sluice.core.simulation.FakeProvider;
import io.sluice.core.simulation.Simulation;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lets a workload run on virtual time. */
public final class Forecaster {
    private final World world;
    private final Iterator<Arrival> arrivals;
    private final Log log;
    private final Simulation simulation;
    private final Random random;
    private @Nullable Arrival next;

    private Forecaster(World world, Iterator<Arrival> arrivals, ProgressListener listener) {
        this.world = world;
        this.arrivals = arrivals;
        this.log = new Log(world, listener);
        this.random = new Random(world.seed());
        this.simulation = new Simulation(
                Settings.DEFAULT.withoutWaitForCredentials(),
                new Callers(world, this::now, log::leaves),
                log,
                world.places(),
                world.seed(),
                world.begin());
    }

    /**
     * Runs until all requests are answered or time is up.
     *
     * @param arrivals in order of time; each for a provider of the world
     * @param most virtual time that may pass, in ms
     */
    public static Forecast of(World world, Iterator<Arrival> arrivals, long most, ProgressListener listener) {
        return new Forecaster(world, arrivals, listener).run(world.begin() + most);
    }

    private Forecast run(long until) {
        Map<String, FakeProvider> truths = new HashMap<>();
        for (Provider provider : world.providers()) {
            FakeProvider truth = new FakeProvider(provider, 0);
            simulation.provider(provider, truth);
            truths.put(provider.name(), truth);
        }
        world.credentials().stream()
                .filter(credential -> truths.containsKey(credential.provider()))
                .forEach(simulation::credential);
        Blame blame = new Blame(world, truths);
        next = arrivals.hasNext() ? arrivals.next() : null;
        simulation.at(world.begin(), this::arrive);
        while (isOpen() && now() < until) {
            // not at equal distances, or it might always look at the same point of a window
            simulation.run(Math.min(until, now() + 1 + random.nextLong(2 * log.span())));
            log.look(now(), blame);
        }
        return log.forecast(!isOpen(), now());
    }

    private boolean isOpen() {
        return next != null || log.anyOpen();
    }

    /** Hands in all requests that come in now, and plans the next ones. */
    private void arrive() {
        while (next != null && next.at() <= now()) {
            simulation.request(next.request());
            next = arrivals.hasNext() ? arrivals.next() : null;
        }
        if (next != null) {
            simulation.at(next.at(), this::arrive);
        }
    }

    private long now() {
        return simulation.now();
    }
}
