package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Latencies;
import io.sluice.bench.loop.SluiceProcess;
import io.sluice.bench.loop.UpLoop;
import io.sluice.bench.upstream.Nginx;
import io.sluice.cli.TemporaryFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Whether memory, disk and latency stay flat for 10 minutes.",
            "At 2,000 requests/s, sluice up in a process of its own, open loop; after each minute its heap is collected and looked at. Flat is what in",
            "the last third of the minutes is at most a quarter above the second third, by medians."
        },
        footer = {"", "Example:", "  ./sluice bench soak --minutes 60"})
final class SoakCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 256;
    private static final int SECONDS = 60;

    @Option(names = "--minutes", description = "How long, at least 6 (default: ${DEFAULT-VALUE}).")
    private int minutes = 10;

    @Option(names = "--rate", description = "Requests per second (default: ${DEFAULT-VALUE}).")
    private int rate = 2_000;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /**
     * One minute.
     *
     * @param grownMiB what the data directory took more than a minute before
     */
    private record Minute(Latencies toResponse, boolean isHeld, SluiceProcess.Footprint footprint, double grownMiB) {
        double p50() {
            return toResponse.millis(50);
        }

        double p99() {
            return toResponse.millis(99);
        }

        double heap() {
            return footprint.heapMiB();
        }

        double resident() {
            return footprint.residentMiB();
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Minute> all = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder();
                Nginx nginx = Nginx.start(folder.path());
                UpLoop loop = UpLoop.start(folder.path(), Api.unlimited(nginx.port(), CONCURRENCY));
                Driver driver = new Driver(loop, 5, Bodies.ofBytes(500))) {
            driver.open("w-", rate * SECONDS / 4, rate);
            double disk = loop.process().footprint().diskMiB();
            for (int number = 1; number <= minutes; number++) {
                var times = driver.open("m" + number + "-", rate * SECONDS, rate);
                SluiceProcess.Footprint footprint = loop.process().footprint();
                all.add(new Minute(times.untilAnswered(), times.isHeld(), footprint, footprint.diskMiB() - disk));
                disk = footprint.diskMiB();
                tell(number, all.get(number - 1));
            }
        }
        report(all);
        return 0;
    }

    private static void tell(int number, Minute minute) {
        Results.progress(
                "minute %2d  %s, to response p50 %.1f p99 %.1f max %.1f ms; heap %.0f, resident %.0f, disk %.0f MiB (+%.0f)",
                number,
                minute.isHeld() ? "held" : "not held",
                minute.p50(),
                minute.p99(),
                minute.toResponse().maxMillis(),
                minute.heap(),
                minute.resident(),
                minute.footprint().diskMiB(),
                minute.grownMiB());
    }

    private void report(List<Minute> all) {
        Results results = new Results("soak", json)
                .put("requestsPerSecond", (long) rate)
                .put("minutes", (long) minutes)
                .put("minutesHeld", all.stream().filter(Minute::isHeld).count());
        flat(results, all, "toResponseP50Ms", Minute::p50);
        flat(results, all, "toResponseP99Ms", Minute::p99);
        flat(results, all, "heapMiB", Minute::heap);
        flat(results, all, "residentMiB", Minute::resident);
        flat(results, all, "diskMiBPerMinute", Minute::grownMiB);
        results.print();
    }

    /** The median of the last third, and what it is of that of the second third. */
    private static void flat(Results results, List<Minute> all, String name, ToDoubleFunction<Minute> figure) {
        int third = Math.max(1, all.size() / 3);
        List<Minute> last = all.subList(all.size() - third, all.size());
        List<Minute> before = all.subList(Math.max(0, all.size() - 2 * third), all.size() - third);
        double value = Figures.median(last, figure);
        results.put(name, value);
        if (!before.isEmpty()) {
            results.put(name + "Growth", value / Figures.median(before, figure), Mark.atMost(1.25, 1.1));
        }
    }
}
