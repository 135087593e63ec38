package io.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.bench.loop.BareLoop;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.loop.Times;
import io.sluice.bench.profile.Profile;
import io.sluice.bench.upstream.Nginx;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Closed loop, no limit, nginx: calls per second of Sluice and of the bare loop, in turn.")
final class ThroughputCommand implements Callable<Integer> {
    @Option(names = "--requests", description = "Requests in each round (default: ${DEFAULT-VALUE}).")
    private int requests = 60_000;

    @Option(names = "--warm-up", description = "Requests before each round (default: ${DEFAULT-VALUE}).")
    private int warmUp = 20_000;

    @Option(names = "--warm-up-rounds", description = "Rounds of each that do not count (default: ${DEFAULT-VALUE}).")
    private int warmUpRounds = 2;

    @Option(names = "--rounds", description = "Rounds of each (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--outstanding",
            description = "Requests handed in and not answered (default: ${DEFAULT-VALUE}); 0 hands in all at once.")
    private int outstanding = 20_000;

    @Option(names = "--concurrency", description = "Calls in flight at nginx (default: ${DEFAULT-VALUE}).")
    private int concurrency = 256;

    @Option(names = "--body", description = "Bytes of each call's body (default: ${DEFAULT-VALUE}).")
    private int body = 500;

    @Option(names = "--only", description = "Measure one of them alone: sluice or bare.")
    private @Nullable String only;

    @Option(names = "--profile", description = "Record Sluice's last round to this file and print where its time went.")
    private @Nullable Path profile;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<Round> sluice = new ArrayList<>();
        List<Round> bare = new ArrayList<>();
        try (Folder folder = new Folder();
                Nginx nginx = Nginx.start(folder.path())) {
            for (int round = 1 - warmUpRounds; round <= rounds; round++) {
                if (!"bare".equals(only)) {
                    Optional<Path> recording = round == rounds ? Optional.ofNullable(profile) : Optional.empty();
                    add(sluice, round, round("sluice", round, nginx, recording));
                }
                if (!"sluice".equals(only)) {
                    add(bare, round, round("bare", round, nginx, Optional.empty()));
                }
            }
        }
        report(sluice, bare);
        return 0;
    }

    /**
     * What one round took.
     *
     * @param cpuMicros of this process, for each request
     */
    private record Round(double callsPerSecond, double cpuMicros) {}

    private static void add(List<Round> counted, int number, Round round) {
        if (number > 0) {
            counted.add(round);
        }
    }

    private Round round(String name, int number, Nginx nginx, Optional<Path> recording) throws Exception {
        try (Folder folder = new Folder();
                Loop loop = start(name, folder.path(), nginx.port());
                Driver driver = new Driver(loop, 5, Bodies.ofBytes(body))) {
            driver.closed("w", warmUp, room());
            long cpuBefore = processCpuNanos();
            Times times = Profile.of(recording, () -> driver.closed("m", requests, room()));
            double cpuMicros = (processCpuNanos() - cpuBefore) / 1e3 / requests;
            Round round = new Round(requests * 1e9 / times.span(), cpuMicros);
            Results.progress(
                    "%s %d %-6s %,9.0f calls/s, %,5.0f us of CPU for each",
                    number > 0 ? "round" : "warm-up", number, name, round.callsPerSecond(), round.cpuMicros());
            return round;
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private Loop start(String name, Path folder, int port) throws Exception {
        return name.equals("bare")
                ? BareLoop.start(folder, port, concurrency)
                : SluiceLoop.start(folder, SluiceLoop.Api.unlimited(port, concurrency));
    }

    private int room() {
        return outstanding == 0 ? Integer.MAX_VALUE : outstanding;
    }

    private void report(List<Round> sluice, List<Round> bare) {
        Results results = new Results("throughput", json).put("requests", (long) requests);
        results.put("outstanding", (long) outstanding).put("concurrency", (long) concurrency);
        report(results, "sluice", sluice);
        report(results, "bare", bare);
        if (!sluice.isEmpty() && !bare.isEmpty()) {
            results.put("ratio", median(sluice, Round::callsPerSecond) / median(bare, Round::callsPerSecond));
        }
        results.print();
    }

    private static void report(Results results, String name, List<Round> rounds) {
        if (!rounds.isEmpty()) {
            results.put(name + "CallsPerSecond", Math.round(median(rounds, Round::callsPerSecond)))
                    .put(name + "CpuMicrosPerCall", Math.round(median(rounds, Round::cpuMicros)));
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Figures.median(
                rounds.stream().map(round -> figure.applyAsDouble(round)).toList());
    }
}
