package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.LimitedApi;
import io.sluice.bench.upstream.WindowedApi;
import io.sluice.cli.TemporaryFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "quota",
        mixinStandardHelpOptions = true,
        description = {
            "First-call windows: time over the least possible, and refusals.",
            "From first to last call, over the least time that the limit forces."
        })
final class QuotaCommand implements Callable<Integer> {
    @Option(names = "--requests", description = "Requests in each round (default: ${DEFAULT-VALUE}).")
    private int requests = 200;

    @Option(names = "--credentials", description = "Each an account of its own (default: ${DEFAULT-VALUE}).")
    private int credentials = 2;

    @Option(names = "--quota", description = "Calls per window and account (default: ${DEFAULT-VALUE}).")
    private int quota = 20;

    @Option(names = "--window-ms", description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private long windowMillis = 3_000;

    @Option(names = "--apps", description = "Apps that the credentials are of, by turns (default: ${DEFAULT-VALUE}).")
    private int apps = 1;

    @Option(names = "--app-quota", description = "Calls per window and app; 0 is no such limit (default).")
    private int appQuota;

    @Option(names = "--app-window-ms", description = "Length of an app's window (default: ${DEFAULT-VALUE}).")
    private long appWindowMillis = 3_000;

    @Option(
            names = "--own",
            description = "Ask a server of our own, though node is there and express-rate-limit could judge.")
    private boolean own;

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
            LimitedApi.Verdict verdict = round();
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
                .put("timesLowerBound", Figures.median(ratios), Mark.atMost(1.02, 1.005))
                .put("refused", (double) refused, Mark.atMost(0, 0))
                .put("calledTwice", (long) repeated)
                .print();
        return 0;
    }

    /** Every window is full but for the last; a window's calls take no time. */
    private long lowerBoundMillis() {
        return limits().stream()
                .mapToLong(limit -> {
                    int keys = limit.by().equals("app") ? apps : credentials;
                    return (requests - 1L) / ((long) keys * limit.quota()) * limit.windowMillis();
                })
                .max()
                .orElse(0);
    }

    private List<ExpressApi.Limit> limits() {
        List<ExpressApi.Limit> limits = new ArrayList<>();
        limits.add(new ExpressApi.Limit("account", quota, windowMillis));
        if (appQuota > 0) {
            limits.add(new ExpressApi.Limit("app", appQuota, appWindowMillis));
        }
        return limits;
    }

    private LimitedApi.Verdict round() throws Exception {
        List<String> limits = limits().stream()
                .map(limit -> "{ name: per-%1$s, scope: [%1$s], quota: %2$d, per: %3$dms, window: first-call }"
                        .formatted(limit.by(), limit.quota(), limit.windowMillis()))
                .toList();
        List<String> ids = IntStream.range(0, credentials)
                .mapToObj(number -> "app" + number % apps + ".c" + number)
                .toList();
        try (TemporaryFolder folder = new TemporaryFolder();
                LimitedApi api = api(folder.path());
                Loop loop = SluiceLoop.start(folder.path(), new Api(api.port(), 64, limits, ids));
                Driver driver = new Driver(loop, 5, Bodies.ofBytes(100))) {
            driver.closed("m", requests, requests);
            return api.verdict();
        }
    }

    private LimitedApi api(Path folder) throws Exception {
        if (!own) {
            try {
                return ExpressApi.start(folder, limits());
            } catch (ExpressApi.Missing missing) {
                Results.progress("a server of our own judges: %s", String.valueOf(missing.getMessage()));
            }
        }
        if (appQuota > 0) {
            throw new IllegalStateException("only express-rate-limit has --app-quota");
        }
        return new WindowedApi(quota, windowMillis);
    }
}
