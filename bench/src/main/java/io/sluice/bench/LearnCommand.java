package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.Driver;
import io.sluice.bench.loop.Loop;
import io.sluice.bench.loop.SluiceLoop;
import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.LimitedApi;
import io.sluice.bench.upstream.NginxLimiter;
import io.sluice.cli.TemporaryFolder;
import io.sluice.core.provider.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = {
            "Limits that no file declares: how much is used and refused.",
            "By the limiter's own count; what is refused counts after the first hundred calls."
        })
final class LearnCommand implements Callable<Integer> {
    /** A limiter of somebody else. */
    enum Limiter {
        DRAFT_6,
        DRAFT_7,
        DRAFT_8,
        LEGACY,
        NGINX_RATE,
        NGINX_CONCURRENT
    }

    private static final int FIRST = 100;

    @Option(
            names = "--limiter",
            description = "express-rate-limit with headers of a draft or legacy ones, or nginx without any:"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Limiter limiter = Limiter.DRAFT_8;

    @Option(names = "--requests", description = "Requests (default: ${DEFAULT-VALUE}).")
    private int requests = 1_600;

    @Option(names = "--credentials", description = "Each an account of its own (default: ${DEFAULT-VALUE}).")
    private int credentials = 2;

    @Option(
            names = "--quota",
            description =
                    "Calls per window, per second (NGINX_RATE), or at the same time (NGINX_CONCURRENT), of each account"
                            + " (default: ${DEFAULT-VALUE}).")
    private int quota = 100;

    @Option(names = "--burst", description = "Calls beyond the rate of nginx (default: ${DEFAULT-VALUE}).")
    private int burst = 20;

    @Option(names = "--delay", description = "NGINX_RATE lets a burst through at its rate, not at once.")
    private boolean delay;

    @Option(names = "--status", description = "Of nginx's refusals: 503, or 429 (default: ${DEFAULT-VALUE}).")
    private int status = 503;

    @Option(names = "--call-ms", description = "What a call to NGINX_CONCURRENT takes (default: ${DEFAULT-VALUE}).")
    private int callMillis = 50;

    @Option(names = "--window-ms", description = "Length of a window (default: ${DEFAULT-VALUE}).")
    private long windowMillis = 10_000;

    @Option(
            names = "--declare",
            description = "To compare: the limit as the file declares it, and nothing is learned, such as"
                    + " '{ name: a, scope: [account], quota: 5, window: concurrent }'.")
    private @Nullable String declared;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            if (limiter == Limiter.NGINX_RATE || limiter == Limiter.NGINX_CONCURRENT) {
                nginx(folder.path());
            } else {
                express(folder.path());
            }
        }
        return 0;
    }

    private void express(Path folder) throws Exception {
        String headers = limiter == Limiter.LEGACY ? "legacy" : Names.word(limiter);
        try (ExpressApi api =
                ExpressApi.start(folder, List.of(new ExpressApi.Limit("account", quota, windowMillis)), 10, headers)) {
            drive(folder, api.port());
            LimitedApi.Verdict verdict = api.verdict();
            double least = (requests - 1L) / ((long) credentials * quota) * windowMillis;
            results(least / (verdict.spanNanos() / 1e6), verdict.refused(), api.refusedLater())
                    .print();
        }
    }

    private void nginx(Path folder) throws Exception {
        boolean rate = limiter == Limiter.NGINX_RATE;
        try (NginxLimiter api = rate
                ? NginxLimiter.rate(folder, quota, burst, delay, status)
                : NginxLimiter.concurrent(folder, quota, callMillis, status)) {
            drive(folder, api.port());
            List<NginxLimiter.Seen> seen = api.seen();
            double perSecond = (double) credentials * quota * (rate ? 1 : 1_000.0 / callMillis);
            double atOnce = (double) credentials * (rate ? burst + 1 : quota);
            List<NginxLimiter.Seen> later = seen.subList(FIRST, seen.size());
            results((requests - atOnce) / (perSecond * seconds(seen)), refused(seen), refused(later))
                    .put("usedAfterTheFirst100", (later.size() - refused(later)) / (perSecond * seconds(later)))
                    .print();
        }
    }

    private static double seconds(List<NginxLimiter.Seen> seen) {
        return (seen.get(seen.size() - 1).millis() - seen.get(0).millis()) / 1e3;
    }

    private static long refused(List<NginxLimiter.Seen> seen) {
        return seen.stream().filter(NginxLimiter.Seen::refused).count();
    }

    private void drive(Path folder, int port) throws Exception {
        List<String> ids =
                IntStream.range(0, credentials).mapToObj(number -> "c" + number).toList();
        Api api = declared == null
                ? new Api(port, 64, List.of(), List.of(), ids, "careful")
                : new Api(port, 64, List.of(declared), ids);
        try (Loop loop = SluiceLoop.start(folder, api);
                Driver driver = new Driver(loop, 5, "")) {
            driver.closed("l", requests, requests);
        }
    }

    /**
     * @param used the least time that the limit forces on the whole, learning included, over the time that it took
     */
    private Results results(double used, long refused, long later) {
        return new Results("learn", json)
                .put("requests", (long) requests)
                .put("used", used, Mark.atLeast(0.95, 0.98))
                .put("refused", refused)
                .put("refusedAfterTheFirst100", later)
                .put(
                        "refusedShareAfterTheFirst100",
                        later / (double) Math.max(1, requests - FIRST),
                        Mark.atMost(0.01, 0.005));
    }
}
