package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Latencies;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.ParallelLoop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.loop.Times;
import io.sluice.bench.upstream.LoggingNginx;
import io.sluice.cli.TemporaryFolder;
import io.sluice.core.provider.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = {
            "Latency at 1k to 14k requests/s, and which rates are held.",
            "Beside the bare loop and parallel-consumer. Requests are due at a fixed pace whatever comes back, and all times count from when they were due. A rate is held",
            "when the requests without a response do not become more. Rounds in turn, medians."
        },
        footer = {"", "Example:", "  ./sluice bench open --rates 5000,10000 --seconds 20"})
final class OpenCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 256;
    private static final int WARM_UP_REQUESTS = 40_000;
    private static final int MARKED_RATE = 5_000;

    @Option(names = "--rates", split = ",", description = "Requests per second (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of(1_000, 2_000, MARKED_RATE, 10_000, 14_000);

    @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Option(names = "--rounds", description = "Rounds of each rate (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--linger",
            description = "Of the producer of requests, ms (default: ${DEFAULT-VALUE}, as Kafka's).")
    private int lingerMillis = 5;

    @Option(names = "--only", split = ",", description = "Some of sluice, bare, parallel (default: all).")
    private List<Name> only = List.of(Name.values());

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** Who can be measured, in the order of the rounds. */
    private enum Name {
        SLUICE,
        BARE,
        PARALLEL
    }

    @Override
    public Integer call() throws Exception {
        List<OpenRound> all = new ArrayList<>();
        Map<Loop, Driver> loops = new LinkedHashMap<>();
        try (TemporaryFolder folder = new TemporaryFolder();
                LoggingNginx nginx = LoggingNginx.start(folder.path(), "/")) {
            try {
                for (Name name : only) {
                    Loop loop =
                            start(name, Files.createDirectory(folder.path().resolve(name.toString())), nginx.port());
                    loops.put(loop, new Driver(loop, lingerMillis, Bodies.ofBytes(500)));
                }
                warmUp(loops, nginx);
                for (int rate : rates) {
                    for (int number = 1; number <= rounds; number++) {
                        for (Map.Entry<Loop, Driver> loop : loops.entrySet()) {
                            all.add(round(loop.getKey().name(), loop.getValue(), nginx, rate, number));
                        }
                    }
                }
            } finally {
                loops.forEach((loop, driver) -> {
                    driver.close();
                    loop.close();
                });
            }
        }
        report(all);
        return 0;
    }

    private static Loop start(Name name, Path folder, int port) throws Exception {
        return switch (name) {
            case SLUICE -> SluiceLoop.start(folder, Api.unlimited(port, CONCURRENCY));
            case BARE -> BareLoop.start(folder, port, CONCURRENCY);
            case PARALLEL -> ParallelLoop.start(folder, port, CONCURRENCY);
        };
    }

    private static void warmUp(Map<Loop, Driver> loops, LoggingNginx nginx) throws IOException {
        for (String prefix : List.of("w1-", "w2-", "w3-")) {
            loops.values().forEach(driver -> driver.closed(prefix, WARM_UP_REQUESTS, 5_000));
        }
        nginx.arrivals("w1-", WARM_UP_REQUESTS);
    }

    private OpenRound round(String name, Driver driver, LoggingNginx nginx, int rate, int number) throws IOException {
        String prefix = "m" + rate + "-" + number + "-";
        int requests = rate * seconds;
        long epoch = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Times times = driver.open(prefix, requests, rate);
        long[] arrivals = nginx.arrivals(prefix, requests);
        Latencies toCall = times.until(call -> epoch + TimeUnit.MILLISECONDS.toNanos(arrivals[call]));
        OpenRound round = new OpenRound(name, rate, toCall, times.untilAnswered(), times.isHeld());
        Results.progress("round %d %s", number, round);
        return round;
    }

    private void report(List<OpenRound> all) {
        Results results = new Results("open", json).put("seconds", (long) seconds);
        only.forEach(name -> OpenRound.report(results, Names.word(name), rates, all));
        List<OpenRound> ours = OpenRound.of(all, "sluice");
        if (!ours.isEmpty()) {
            results.put("heldPerSecond", (double) OpenRound.held(ours, rates), Mark.atLeast(10_000, 14_000));
        }
        List<OpenRound> marked = OpenRound.at(ours, MARKED_RATE);
        if (!marked.isEmpty()) {
            double p99 = Figures.median(marked, round -> round.toCall().millis(99));
            results.put("toCallP99MsAt5000", p99, Mark.atMost(60, 60));
        }
        results.print();
    }
}
