package io.sluice.bench;

import io.sluice.bench.loop.SluiceProcess;
import io.sluice.cli.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        description = {
            "What 1,000,000 waiting requests cost the others, and themselves.",
            "Throughput of others against that with 1,000 waiting, heap, how late calls wake up.",
            "Two pipelines, sluice up each: in one many wait for an endpoint of 10 calls per 500 ms, in the other few.",
            "Others are called in a closed loop, in turn. Then, while nothing else runs, calls are timed against their windows."
        },
        footer = {"", "Example:", "  ./sluice bench backlog --waiting 200000"})
final class BacklogCommand implements Callable<Integer> {
    private static final int QUOTA = 10;
    private static final int WINDOW_MILLIS = 500;
    private static final int FEW = 1_000;
    private static final int OUTSTANDING = 20_000;

    @Option(names = "--waiting", description = "Requests that wait (default: ${DEFAULT-VALUE}).")
    private int waiting = 1_000_000;

    @Option(names = "--requests", description = "Requests in each round (default: ${DEFAULT-VALUE}).")
    private int requests = 60_000;

    @Option(names = "--warm-up-rounds", description = "Rounds of each that do not count (default: ${DEFAULT-VALUE}).")
    private int warmUpRounds = 6;

    @Option(names = "--rounds", description = "Rounds of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--watch", description = "Seconds in which wake-ups are timed (default: ${DEFAULT-VALUE}).")
    private int watchSeconds = 60;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                BacklogSide many = side(folder.path(), "many", waiting)) {
            double ratio;
            try (BacklogSide few = side(folder.path(), "few", FEW)) {
                for (int number = 1 - warmUpRounds; number <= rounds; number++) {
                    few.round(number, requests, OUTSTANDING);
                    many.round(number, requests, OUTSTANDING);
                }
                ratio = many.callsPerSecond() / few.callsPerSecond();
            }
            SluiceProcess.Footprint footprint = many.footprint();
            many.wakeUps(QUOTA, WINDOW_MILLIS, 2);
            report(ratio, many, footprint, many.wakeUps(QUOTA, WINDOW_MILLIS, watchSeconds));
        }
        return 0;
    }

    private static BacklogSide side(Path folder, String name, int waiting) throws Exception {
        String limit = "quota: " + QUOTA + ", per: " + WINDOW_MILLIS + "ms, window: first-call";
        return BacklogSide.start(Files.createDirectory(folder.resolve(name)), name, limit, waiting);
    }

    private void report(double ratio, BacklogSide many, SluiceProcess.Footprint footprint, WakeUps wakeUps) {
        new Results("backlog", json)
                .put("waiting", (long) waiting)
                .put("callsPerSecond", Math.round(many.callsPerSecond()))
                .put("ratioToFewWaiting", ratio, Mark.atLeast(0.9, 0.95))
                .put("liveHeapMiB", footprint.heapMiB(), Mark.atMost(512, 512))
                .put("residentMiB", footprint.residentMiB())
                .put("diskMiB", footprint.diskMiB())
                .put("wakeUpP50Ms", wakeUps.late().millis(50))
                .put("wakeUpP99Ms", wakeUps.late().millis(99), Mark.atMost(20, 5))
                .put("wakeUpMaxMs", wakeUps.late().maxMillis())
                .put("early", (long) wakeUps.early())
                .print();
    }
}
