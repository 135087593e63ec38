package io.sluice.bench.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An installation under load, to which one thing after another happens. */
public final class Chaos implements AutoCloseable {
    private static final int OUTSTANDING = 100;

    private final Plan plan;
    private final List<Api> apis;
    private final Installation installation;
    private final Consumer<String> progress;
    private final List<Event> events = new ArrayList<>();

    /**
     * What happened.
     *
     * @param pauseMillis the longest time between two calls of one provider
     * @param resumedMillis from its beginning until each provider had been called
     * @param unknown requests that became UNKNOWN_OUTCOME meanwhile
     */
    public record Event(Fault fault, long pauseMillis, String provider, long resumedMillis, int unknown) {
        String text() {
            return "%s: %s was not called for %d ms; all were called again after %d ms; %d unknown outcomes"
                    .formatted(fault.text(), provider, pauseMillis, resumedMillis, unknown);
        }
    }

    /**
     * What is wanted.
     *
     * @param backlog requests that wait when all are killed
     */
    public record Plan(Size size, int providers, int backlog, List<Fault> faults) {}

    /** Starts the APIs. */
    public Chaos(Path folder, Plan plan, Consumer<String> progress) throws Exception {
        this.plan = plan;
        this.progress = progress;
        this.apis = Api.start(folder, plan.providers(), Installation.PARTITIONS);
        this.installation = new Installation(folder, plan.size());
    }

    /** Has everything happen; returns what the APIs and the responses say of it. */
    public Findings run() throws Exception {
        installation.start(apis);
        progress.accept("all work");
        try (Load load =
                new Load(installation.cluster(), apis.stream().map(Api::name).toList(), OUTSTANDING)) {
            load.start();
            Watch watch = new Watch(apis, load);
            watch.awaitCalm();
            for (Fault fault : plan.faults()) {
                happen(fault, load, watch);
            }
            load.end();
            watch.awaitAnswers();
            watch.awaitMillis(1_000);
            return Findings.of(apis, load.tally());
        }
    }

    private void happen(Fault fault, Load load, Watch watch) throws Exception {
        boolean all = fault == Fault.ALL_KILLED;
        if (all && plan.backlog() > 0) {
            load.addBacklog(plan.backlog());
            watch.await("requests are not read", installation::hasReadRequests);
            progress.accept(plan.backlog() + " more wait");
        }
        int unknown = load.unknownOutcomes();
        watch.fromNow();
        fault.happen(installation, watch);
        Watch.Pause pause = watch.awaitCalm();
        if (all && plan.backlog() > 0) {
            load.cancelBacklog();
        }
        Event event = new Event(
                fault, pause.millis(), pause.provider(), pause.resumedMillis(), load.unknownOutcomes() - unknown);
        events.add(event);
        progress.accept(event.text());
        if (!installation.ended().isEmpty()) {
            throw new IllegalStateException(installation.ended() + " ended by themselves");
        }
    }

    /** What happened so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        installation.close();
        apis.forEach(Api::close);
    }
}
