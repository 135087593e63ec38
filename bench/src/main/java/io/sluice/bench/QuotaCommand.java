package io.sluice.bench;

import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.upstream.WindowedApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "quota",
        mixinStandardHelpOptions = true,
        description =
                "First-call windows: first to last call over the least time that the limit forces, and refused calls.")
final class QuotaCommand implements Callable<Integer> {
    @Option(names = "--requests", description = "Requests in each round (default: ${DEFAULT-VALUE}).")
    private int requests = 200;

    @Option(names = "--credentials", description = "Each an account of its own (default: ${DEFAULT-VALUE}).")
    private int credentials = 2;

    @Option(names = "--quota", description = "Calls per window and account (default: ${DEFAULT-VALUE}).")
    private int quota = 20;

    @Option(names = "--window-ms", description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private long windowMillis = 3_000;

    @Option(names = "--rounds", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<Double> ratios = new ArrayList<>();
        int refused = 0;
        int repeated = 0;
        for (int round = 1; round <= rounds; round++) {
            WindowedApi.Verdict verdict = round();
            double ratio = verdict.spanNanos() / 1e6 / lowerBoundMillis();
            Results.progress(
                    "round %d  %.0f ms from first to last call, %.4f x the lower bound of %d ms, %d refused",
                    round, verdict.spanNanos() / 1e6, ratio, lowerBoundMillis(), verdict.refused());
            ratios.add(ratio);
            refused += verdict.refused();
            repeated += verdict.repeated();
        }
        new Results("quota", json)
                .put("requests", (long) requests)
                .put("lowerBoundMs", lowerBoundMillis())
                .put("timesLowerBound", Figures.median(ratios))
                .put("refused", (long) refused)
                .put("calledTwice", (long) repeated)
                .print();
        return 0;
    }

    /** Every account's window is full but for the last; a window's calls take no time. */
    private long lowerBoundMillis() {
        int perWindow = credentials * quota;
        return (requests - 1L) / perWindow * windowMillis;
    }

    private WindowedApi.Verdict round() throws Exception {
        String limit = "{ name: per-account, scope: [account], quota: %d, per: %dms, window: first-call }"
                .formatted(quota, windowMillis);
        List<String> ids =
                IntStream.range(0, credentials).mapToObj(number -> "c" + number).toList();
        try (Folder folder = new Folder();
                WindowedApi api = new WindowedApi(quota, windowMillis);
                Loop loop = SluiceLoop.start(folder.path(), new SluiceLoop.Api(api.port(), 64, List.of(limit), ids));
                Driver driver = new Driver(loop, 5, Bodies.ofBytes(100))) {
            driver.closed("m", requests, requests);
            return api.verdict();
        }
    }
}
