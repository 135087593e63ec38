package io.sluice.cli.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.sluice.streams.scheduler.Monitor;
import io.sluice.streams.scheduler.TaskMonitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a scheduler knows of those who wait, of credentials and of calls. One that owns no tasks knows nothing. */
public final class SchedulerMeters implements Meters {
    private static final List<String> STATUSES =
            List.of("active", "throttled", "suspended", "needs-login", "banned", "disabled");

    /** There may be a hold for each value of a request parameter; the longest of them are shown. */
    private static final int MOST_HOLDS = 1_000;

    /** Outcomes are a closed list, providers and endpoints come from files; of more than these nothing is counted. */
    private static final int MOST_CALL_KINDS = 10_000;

    private static final long LOOK_FOR_UNTAKEN_MILLIS = 5_000;
    private static final double MILLIS = 1_000;

    private final Monitor monitor;
    private final UntakenCalls untaken;
    private final KafkaMeters kafka;
    private final LongSupplier clock;
    private final Set<Monitor.CallKind> kinds = new HashSet<>();
    private final Set<String> skippedTopics = new HashSet<>();
    private Optional<Bound> bound = Optional.empty();

    private record Bound(MeterRegistry registry, SchedulerGauges gauges) {}

    private record Held(String provider, String scope) {}

    /** @param clock epoch ms, the scheduler's */
    public SchedulerMeters(Monitor monitor, UntakenCalls untaken, KafkaMeters kafka, LongSupplier clock) {
        this.monitor = monitor;
        this.untaken = untaken;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it looks until the one who bound it ends all that does
    public void bindTo(MeterRegistry registry, ScheduledExecutorService background) {
        kafka.bindTo(registry, background);
        background.scheduleWithFixedDelay(untaken, 0, LOOK_FOR_UNTAKEN_MILLIS, TimeUnit.MILLISECONDS);
        bound = Optional.of(new Bound(registry, SchedulerGauges.in(registry)));
    }

    @Override
    public void refresh() {
        bound.ifPresent(to -> {
            List<TaskMonitor.Line> lines = monitor.tasks().stream()
                    .flatMap(task -> task.lines().stream())
                    .toList();
            to.gauges().waiting().register(waiting(lines), true);
            to.gauges().oldest().register(lines.stream().map(this::oldest).toList(), true);
            to.gauges().credentials().register(credentials(), true);
            to.gauges().holds().register(holds(), true);
            to.gauges().untaken().register(untaken(), true);
            monitor.calls().forEach(kind -> count(kind, to.registry()));
            monitor.skipped().forEach(topic -> countSkipped(topic, to.registry()));
        });
    }

    private static List<Row<?>> waiting(List<TaskMonitor.Line> lines) {
        List<Row<?>> rows = new ArrayList<>();
        for (TaskMonitor.Line line : lines) {
            rows.add(Row.of(Tags.of("provider", line.provider(), "state", "in-line"), line.inLine()));
            rows.add(Row.of(Tags.of("provider", line.provider(), "state", "backing-off"), line.backingOff()));
        }
        return rows;
    }

    private Row<?> oldest(TaskMonitor.Line line) {
        long now = clock.getAsLong();
        long waited = Math.max(0, now - line.oldestSince().orElse(now));
        return Row.of(Tags.of("provider", line.provider()), waited / MILLIS);
    }

    private List<Row<?>> credentials() {
        long now = clock.getAsLong();
        Map<String, Map<String, Integer>> numbers = new HashMap<>();
        for (TaskMonitor task : monitor.tasks()) {
            for (TaskMonitor.Shown shown : task.credentials()) {
                numbers.computeIfAbsent(shown.provider(), first -> new HashMap<>())
                        .merge(shown.status(now), 1, Integer::sum);
            }
        }
        List<Row<?>> rows = new ArrayList<>();
        numbers.forEach((provider, byStatus) -> STATUSES.forEach(status ->
                rows.add(Row.of(Tags.of("provider", provider, "status", status), byStatus.getOrDefault(status, 0)))));
        return rows;
    }

    private List<Row<?>> holds() {
        long now = clock.getAsLong();
        Map<Held, Long> ends = new HashMap<>();
        for (TaskMonitor task : monitor.tasks()) {
            for (TaskMonitor.Shown shown : task.credentials()) {
                for (TaskMonitor.Shown.Hold hold : shown.holds()) {
                    if (hold.until() > now) {
                        ends.merge(new Held(shown.provider(), hold.scopeKey()), hold.until(), Math::max);
                    }
                }
            }
        }
        List<Row<?>> rows = new ArrayList<>();
        ends.entrySet().stream()
                .sorted(Map.Entry.<Held, Long>comparingByValue().reversed())
                .limit(MOST_HOLDS)
                .forEach(end -> rows.add(Row.of(
                        Tags.of("provider", end.getKey().provider(), "scope", scope(end.getKey())),
                        end.getValue() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : end.getValue() / MILLIS)));
        return rows;
    }

    /** The scope key that is the whole provider has no text of its own. */
    private static String scope(Held held) {
        return held.scope().isEmpty() ? "provider=" + held.provider() : held.scope();
    }

    private List<Row<?>> untaken() {
        List<Row<?>> rows = new ArrayList<>();
        untaken.byEgress().forEach((egress, number) -> rows.add(Row.of(Tags.of("egress", egress), number)));
        return rows;
    }

    private void count(Monitor.CallKind kind, MeterRegistry registry) {
        if (kinds.size() < MOST_CALL_KINDS && kinds.add(kind)) {
            FunctionCounter.builder("sluice.calls", monitor, its -> its.calls(kind))
                    .description("Calls whose outcomes the scheduler heard, by what became of them.")
                    .tags("provider", kind.provider(), "endpoint", kind.endpoint())
                    .tags("egress", kind.egress(), "outcome", kind.outcome())
                    .register(registry);
        }
    }

    private void countSkipped(String topic, MeterRegistry registry) {
        if (skippedTopics.add(topic)) {
            FunctionCounter.builder("sluice.skipped.records", monitor, its -> its.skippedOf(topic))
                    .description("Records that were read again, since offsets went back, and had been handled before.")
                    .tags("topic", topic)
                    .register(registry);
        }
    }

    @Override
    public void close() {
        untaken.close();
        kafka.close();
    }
}
