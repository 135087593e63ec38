package io.sluice.bench;

import io.sluice.bench.chaos.Chaos;
import io.sluice.bench.chaos.Fault;
import io.sluice.bench.chaos.Findings;
import io.sluice.bench.chaos.Size;
import io.sluice.cli.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Schedulers, callers and brokers as real processes under load: they join, leave, are killed, are frozen;"
                    + " then all are killed.",
            "Limiters that others wrote count: no call refused, no POST twice, one response each; and how long calls"
                    + " stopped."
        },
        footer = {
            "",
            "Example:",
            "  bench/run chaos --brokers 3 --faults scheduler-killed,broker-killed",
            "",
            "Exit status: 0 where nothing was refused, lost or doubled; 1 otherwise."
        })
final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--brokers", description = "1, or 3 as a KRaft cluster (default: ${DEFAULT-VALUE}).")
    private int brokers = 3;

    @Option(names = "--stock", description = "Brokers with Kafka's own time-outs, to compare.")
    private boolean stock;

    @Option(names = "--schedulers", description = "Schedulers (default: ${DEFAULT-VALUE}).")
    private int schedulers = 2;

    @Option(names = "--callers", description = "Callers, of two egresses (default: ${DEFAULT-VALUE}).")
    private int callers = 3;

    @Option(names = "--providers", description = "APIs with a limiter each (default: ${DEFAULT-VALUE}).")
    private int providers = 6;

    @Option(names = "--backlog", description = "Requests that wait when all are killed (default: ${DEFAULT-VALUE}).")
    private int backlog = 100_000;

    @Option(
            names = "--faults",
            split = ",",
            converter = Faults.class,
            completionCandidates = Faults.class,
            description = "What happens, in this order: ${COMPLETION-CANDIDATES} (default: all of them).")
    private List<Fault> faults = List.of(Fault.values());

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty folder for what all processes write, kept (default: one that is removed).")
    private @Nullable Path data;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (data != null) {
            return run(Files.createDirectories(data));
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return run(folder.path());
        }
    }

    private int run(Path folder) throws Exception {
        Chaos.Plan plan = new Chaos.Plan(new Size(brokers, stock, schedulers, callers), providers, backlog, faults);
        Results results = new Results("chaos", json).put("brokers", brokers).put("stockBroker", stock ? 1L : 0L);
        try (Chaos chaos = new Chaos(folder, plan, text -> Results.progress("%s", text))) {
            Findings findings = chaos.run();
            for (Chaos.Event event : chaos.events()) {
                results.put(event.fault().text() + ".pauseMs", event.pauseMillis());
                results.put(event.fault().text() + ".resumedMs", event.resumedMillis());
            }
            results.put("requests", findings.requests())
                    .put("calls", findings.calls())
                    .put("refused", findings.refused())
                    .put("postsTwice", findings.postsTwice())
                    .put("missing", findings.missing())
                    .put("answeredTwice", findings.twice().size())
                    .put("unexpected", findings.odd())
                    .put("answersLostAndCalledAgain", findings.repeated())
                    .put("unknownOutcomes", findings.unknown())
                    .print();
            findings.wrong().forEach(wrong -> Results.progress("wrong: %s", wrong));
            return findings.wrong().isEmpty() ? 0 : 1;
        }
    }

    /** Names of faults on the command line. */
    static final class Faults implements ITypeConverter<Fault>, Iterable<String> {
        @Override
        public Fault convert(String name) {
            return Stream.of(Fault.values())
                    .filter(fault -> fault.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of " + names()));
        }

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        private static List<String> names() {
            return new ArrayList<>(Stream.of(Fault.values()).map(Fault::text).toList());
        }
    }
}
