package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Latencies;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.loop.Times;
import io.sluice.bench.upstream.Arrivals;
import io.sluice.cli.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = {
            "Latency at 500 requests/s, budget free, beside the bare loop.",
            "From the instant a request is due at the producer until its call arrives at a server in this process, and until",
            "its response can be read; in turn."
        })
final class LatencyCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 256;

    @Option(names = "--rate", description = "Requests per second (default: ${DEFAULT-VALUE}).")
    private int rate = 500;

    @Option(names = "--seconds", description = "Length of a round (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(names = "--warm-up", description = "Seconds at the same rate before it (default: ${DEFAULT-VALUE}).")
    private int warmUp = 10;

    @Option(names = "--rounds", description = "Rounds of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** Percentiles of one round, in ms. */
    private record Round(double callP50, double callP90, double callP99, double responseP50, double responseP99) {}

    @Override
    public Integer call() throws Exception {
        List<Round> sluice = new ArrayList<>();
        List<Round> bare = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            sluice.add(round("sluice", round));
            bare.add(round("bare", round));
        }
        Results results = new Results("latency", json).put("requestsPerSecond", (long) rate);
        report(results, "sluice", sluice);
        results.put("toCallP50Ms", Figures.median(sluice, Round::callP50), Mark.atMost(30, 20))
                .put("toCallP99Ms", Figures.median(sluice, Round::callP99), Mark.atMost(60, 40));
        report(results, "bare", bare);
        results.print();
        return 0;
    }

    private Round round(String name, int round) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                Arrivals api = new Arrivals();
                Loop loop = start(name, folder.path(), api.port());
                Driver driver = new Driver(loop, 0, Bodies.ofBytes(500))) {
            driver.open("w", rate * warmUp, rate);
            Round figures = figures(driver.open("m", rate * seconds, rate), api);
            Results.progress(
                    "round %d %-6s to call p50 %.1f p90 %.1f p99 %.1f ms, to response p50 %.1f p99 %.1f ms",
                    round,
                    name,
                    figures.callP50(),
                    figures.callP90(),
                    figures.callP99(),
                    figures.responseP50(),
                    figures.responseP99());
            return figures;
        }
    }

    private static Loop start(String name, Path folder, int port) throws Exception {
        return name.equals("bare")
                ? BareLoop.start(folder, port, CONCURRENCY)
                : SluiceLoop.start(folder, Api.unlimited(port, CONCURRENCY));
    }

    private static Round figures(Times times, Arrivals api) {
        if (api.repeated() > 0) {
            throw new IllegalStateException(api.repeated() + " calls were made twice");
        }
        Latencies toCall = times.until(number -> api.of("/m" + number).orElseThrow());
        Latencies toResponse = times.untilAnswered();
        return new Round(
                toCall.millis(50), toCall.millis(90), toCall.millis(99), toResponse.millis(50), toResponse.millis(99));
    }

    private static void report(Results results, String name, List<Round> rounds) {
        results.put(name + "ToCallP50Ms", Figures.median(rounds, Round::callP50))
                .put(name + "ToCallP90Ms", Figures.median(rounds, Round::callP90))
                .put(name + "ToCallP99Ms", Figures.median(rounds, Round::callP99))
                .put(name + "ToResponseP50Ms", Figures.median(rounds, Round::responseP50))
                .put(name + "ToResponseP99Ms", Figures.median(rounds, Round::responseP99));
    }
}
