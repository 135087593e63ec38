package io.sluice.cli;

import io.sluice.cli.demo.DemoApi;
import io.sluice.cli.demo.Sample;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.engine.Watch;
import io.sluice.cli.run.Bounds;
import io.sluice.cli.run.Progress;
import io.sluice.cli.run.RunSummary;
import io.sluice.cli.run.Runner;
import io.sluice.cli.run.Spool;
import io.sluice.policy.file.RequestFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "The main job on a bundled sample; needs nothing else, leaves nothing behind.",
            "600 GETs through a real Kafka pipeline to a rate-limited API on this machine, with four credentials of 30 calls"
                    + " per 2 s each."
        },
        footer = {"", "Example:", "  sluice demo --json"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the API refused nothing and answered each request once", "1:otherwise"})
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", description = "End with one line of JSON on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Stop stop = new Stop();
                TemporaryFolder folder = new TemporaryFolder();
                DemoApi api = DemoApi.start()) {
            Sample sample = new Sample(folder.path(), api.port());
            RequestFile requests = new RequestFile("sample", sample.requests());
            long bound = Bounds.millis(sample.policies(), sample.credentials(), requests);
            System.err.println("600 requests, four credentials × 30 calls per 2 s, an API on 127.0.0.1:" + api.port()
                    + "; starting Kafka …");
            Path data = folder.path().resolve("data");
            EngineSettings settings = EngineSettings.oneShot(data, sample.policies(), sample.credentials());
            Runner.Outcome outcome;
            try (Engine engine = Engine.start(settings, Watch.NONE, stop::isDue);
                    Spool lines = Spool.in(folder.path());
                    Progress progress = Progress.onStderr(engine.clock().millis())) {
                stop.endWith(engine.failure());
                stop.waitFor(engine.draining(), System.err::println);
                outcome = new Runner(engine, sample.policies(), requests, stop::isDue, progress).run(bound, lines);
            }
            stop.throwFailure();
            if (!outcome.complete()) {
                System.err.println("stopped; " + outcome.summary().responses() + " of " + Sample.REQUESTS
                        + " requests were answered, nothing is kept");
                tell(outcome.summary());
                return Main.FAILED;
            }
            boolean good = api.refused() == 0 && api.eachAnsweredOnce(Sample.REQUESTS);
            report(outcome.summary(), api, good);
            return good ? Main.OK : Main.FAILED;
        }
    }

    private void report(RunSummary summary, DemoApi api, boolean good) {
        System.err.println(summary.text());
        System.err.println(
                good
                        ? "the API counted no refusal and answered each request once"
                        : "the API counted " + api.refused() + " refusals, or answered a request other than once");
        tell(summary);
    }

    private void tell(RunSummary summary) {
        if (json) {
            System.out.println(summary.json());
        }
    }
}
