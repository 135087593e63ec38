package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.SluiceProcess;
import io.sluice.bench.loop.UpLoop;
import io.sluice.bench.upstream.Arrivals;
import io.sluice.cli.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start-up",
        mixinStandardHelpOptions = true,
        description = {
            "From the start of up and of run to the first call.",
            "From nothing, and up also with --data of before. A request is written as soon as up says that it is ready; its call arrives at a server in this process."
        },
        footer = {"", "Example:", "  ./sluice bench start-up --rounds 3"})
final class StartUpCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 16;
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);

    @Option(names = "--rounds", description = "Rounds, each with folders of its own (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** One start, in ms from the start of the process. */
    private record Start(double ready, double firstCall) {}

    @Override
    public Integer call() throws Exception {
        List<Start> cold = new ArrayList<>();
        List<Start> again = new ArrayList<>();
        List<Double> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            try (TemporaryFolder folder = new TemporaryFolder();
                    Arrivals api = new Arrivals()) {
                cold.add(up(folder.path(), api, "cold"));
                again.add(up(folder.path(), api, "again"));
                runs.add(run(Files.createDirectory(folder.path().resolve("run")), api));
            }
            int last = round - 1;
            Results.progress(
                    "round %d  up %.0f ms to its first call, with data %.0f ms; run %.0f ms",
                    round, cold.get(last).firstCall(), again.get(last).firstCall(), runs.get(last));
        }
        new Results("start-up", json)
                .put("coldReadyMs", Figures.median(cold, Start::ready))
                .put("coldFirstCallMs", Figures.median(cold, Start::firstCall))
                .put("withDataReadyMs", Figures.median(again, Start::ready))
                .put("withDataFirstCallMs", Figures.median(again, Start::firstCall))
                .put("runFirstCallMs", Figures.median(runs))
                .print();
        return 0;
    }

    private static Start up(Path folder, Arrivals api, String id) throws Exception {
        try (UpLoop loop = UpLoop.start(folder, Api.unlimited(api.port(), CONCURRENCY))) {
            SluiceProcess process = loop.process();
            loop.get(id);
            OptionalLong first = api.await(1, process.startedAt(), TIMEOUT_NANOS);
            return new Start(process.readyMillis(), (first.orElseThrow() - process.startedAt()) / 1e6);
        }
    }

    private static double run(Path folder, Arrivals api) throws Exception {
        long startedAt = SluiceProcess.run(folder, Api.unlimited(api.port(), CONCURRENCY), "run");
        return (api.of("/run").orElseThrow() - startedAt) / 1e6;
    }
}
