package io.sluice.bench;

import io.sluice.bench.loop.Api;
import io.sluice.bench.loop.UpLoop;
import io.sluice.bench.upstream.Arrivals;
import io.sluice.cli.TemporaryFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = {
            "From kill -9 with requests waiting until calls flow again.",
            "The requests wait for a bucket of 200 a second, which is being spent all the while; sluice up is started again at",
            "once, and the time counts from the kill to the first call, and to as many as a second allows."
        },
        footer = {"", "Example:", "  ./sluice bench recovery --waiting 1000000"})
final class RecoveryCommand implements Callable<Integer> {
    private static final int PER_SECOND = 200;
    private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(3);

    @Option(names = "--waiting", description = "Requests that wait (default: ${DEFAULT-VALUE}).")
    private int waiting = 100_000;

    @Option(names = "--rounds", description = "Kills, one after another (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /** One recovery, in ms from the kill. */
    private record Recovery(double ready, double firstCall, double flow) {}

    @Override
    public Integer call() throws Exception {
        List<Recovery> recoveries = new ArrayList<>();
        int repeated;
        try (TemporaryFolder folder = new TemporaryFolder();
                Arrivals api = new Arrivals()) {
            Api limited = Api.withSlow(api.port(), 64, "quota: " + PER_SECOND + ", per: 1s, window: bucket");
            UpLoop loop = UpLoop.start(folder.path(), limited);
            try {
                loop.fill(waiting);
                Results.progress(
                        "%,d requests wait", waiting - api.below(Api.SLOW).size());
                for (int round = 1; round <= rounds; round++) {
                    long killedAt = System.nanoTime();
                    loop.process().kill();
                    loop = UpLoop.start(folder.path(), limited);
                    recoveries.add(recovery(loop, api, killedAt));
                    Results.progress("round %d  %s", round, recoveries.get(round - 1));
                }
            } finally {
                loop.close();
            }
            repeated = api.repeated();
        }
        report(recoveries, repeated);
        return 0;
    }

    private static Recovery recovery(UpLoop loop, Arrivals api, long killedAt) {
        long startedAt = loop.process().startedAt();
        long first = api.await(1, startedAt, TIMEOUT_NANOS).orElseThrow();
        long flow = api.await(PER_SECOND, startedAt, TIMEOUT_NANOS).orElseThrow();
        double ready = (startedAt - killedAt) / 1e6 + loop.process().readyMillis();
        return new Recovery(ready, (first - killedAt) / 1e6, (flow - killedAt) / 1e6);
    }

    private void report(List<Recovery> recoveries, int repeated) {
        new Results("recovery", json)
                .put("waiting", (long) waiting)
                .put("readyMs", Figures.median(recoveries, Recovery::ready))
                .put("firstCallMs", Figures.median(recoveries, Recovery::firstCall), Mark.atMost(15_000, 10_000))
                .put("secondsWorthMs", Figures.median(recoveries, Recovery::flow))
                .put("calledAgain", (long) repeated)
                .print();
    }
}
