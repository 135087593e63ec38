package io.sluice.bench;

import io.sluice.bench.upstream.ExpressApi;
import io.sluice.cli.TemporaryFolder;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.run.Progress;
import io.sluice.cli.run.Runner;
import io.sluice.cli.run.Spool;
import io.sluice.cli.simulate.CallTime;
import io.sluice.cli.simulate.FileWorkload;
import io.sluice.cli.simulate.Plan;
import io.sluice.cli.simulate.Prediction;
import io.sluice.cli.simulate.SimulationProgress;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.core.credential.Credential;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.policy.file.RequestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "What sluice simulate says of workloads beside real runs of them.")
final class PredictCommand implements Callable<Integer> {
    private static final List<Workload> WORKLOADS = List.of(
            new Workload("byAccount", 200, 2, 1, 0, List.of(new ExpressApi.Limit("account", 20, 3_000))),
            new Workload(
                    "byAccountAndApp",
                    150,
                    4,
                    2,
                    0,
                    List.of(new ExpressApi.Limit("account", 10, 2_000), new ExpressApi.Limit("app", 15, 3_000))),
            new Workload("slowAnswers", 900, 1, 1, 100, List.of(new ExpressApi.Limit("account", 300, 3_000))),
            new Workload("byConcurrency", 2_000, 1, 1, 100, List.of()));

    @Option(names = "--rounds", description = "Rounds of each workload (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "One line of JSON on stdout.")
    private boolean json;

    /**
     * What is called.
     *
     * @param delayMillis of each answer; 0 is at once, which is predicted with the latency by default; else a few calls of a plain
     *     client tell how long one takes, as they would tell a person
     */
    private record Workload(
            String name, int requests, int credentials, int apps, int delayMillis, List<ExpressApi.Limit> limits) {
        CallTime callTime(Path folder) throws Exception {
            if (delayMillis == 0) {
                return CallTime.parse("latency", "20ms");
            }
            try (ExpressApi unlimited = ExpressApi.start(folder, List.of(), delayMillis)) {
                return CallTime.parse("latency", PlainCalls.meanMillis(unlimited.port()) + "ms");
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        Results results = new Results("predict", json);
        for (Workload workload : WORKLOADS) {
            List<Double> errors = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                errors.add(round(workload));
            }
            results.put(
                    workload.name() + "Error",
                    errors.stream().mapToDouble(Math::abs).max().orElse(0));
        }
        results.print();
        return 0;
    }

    /** By which share of the measured time the prediction is above it. */
    private static double round(Workload workload) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                ExpressApi api = ExpressApi.start(folder.path(), workload.limits(), workload.delayMillis())) {
            write(folder.path(), workload, api.port());
            List<Policy> policies = ProviderFiles.load(
                    List.of(folder.path().resolve("provider.yaml").toString()));
            List<CredentialDefinition> credentials = CredentialFiles.load(
                    List.of(folder.path().resolve("credentials.yaml").toString()));
            RequestFile requests = new RequestFile("requests", folder.path().resolve("requests.jsonl"));
            CallTime callTime = workload.callTime(folder.path());
            long predicted = predicted(callTime, policies, credentials, requests);
            long measured = measured(folder.path().resolve("data"), policies, credentials, requests);
            double error = (predicted - measured) / (double) measured;
            Results.progress(
                    "%-16s with calls of %s predicted %,d ms, measured %,d ms, %+.2f %%, %d refused",
                    workload.name(),
                    callTime.text(),
                    predicted,
                    measured,
                    100 * error,
                    api.verdict().refused());
            return error;
        }
    }

    private static long predicted(
            CallTime callTime, List<Policy> policies, List<CredentialDefinition> definitions, RequestFile requests) {
        List<Credential> credentials =
                definitions.stream().map(CredentialDefinition::credential).toList();
        Plan plan = Plan.of(policies, credentials, callTime);
        long now = System.currentTimeMillis();
        Plan.Terms terms = new Plan.Terms(CallerSettings.DEFAULT_PLACES, now, 86_400_000, 1);
        try (SimulationProgress progress = new SimulationProgress()) {
            return Prediction.of(
                            plan, List.of(), new FileWorkload(requests, policies, credentials, now), terms, progress)
                    .declared()
                    .forecast()
                    .elapsedMillis();
        }
    }

    private static long measured(
            Path data, List<Policy> policies, List<CredentialDefinition> credentials, RequestFile requests)
            throws IOException, InterruptedException {
        try (Engine engine = Engine.start(EngineSettings.oneShot(data, policies, credentials));
                Spool lines = Spool.in(data);
                Progress progress = Progress.onStderr(engine.clock().millis())) {
            return new Runner(engine, policies, requests, () -> false, progress)
                    .run(0, lines)
                    .summary()
                    .elapsedMs();
        }
    }

    private static void write(Path folder, Workload workload, int port) throws IOException {
        StringBuilder provider = new StringBuilder(
                "provider: bench\nbaseUrl: http://127.0.0.1:" + port + "\naccounts: any\nlearn: off\n");
        provider.append(workload.limits().isEmpty() ? "" : "limits:\n");
        for (ExpressApi.Limit limit : workload.limits()) {
            provider.append(String.format(
                    Locale.ROOT,
                    "  - { name: per-%1$s, scope: [%1$s], quota: %2$d, per: %3$dms, window: first-call }%n",
                    limit.by(),
                    limit.quota(),
                    limit.windowMillis()));
        }
        Files.writeString(folder.resolve("provider.yaml"), provider);
        List<String> credentials = new ArrayList<>();
        for (int i = 0; i < workload.credentials(); i++) {
            String app = "app" + i % workload.apps();
            credentials.add("- { id: %1$s.c%2$d, provider: bench, app: %1$s, secret: { value: %1$s.c%2$d } }"
                    .formatted(app, i));
        }
        Files.write(folder.resolve("credentials.yaml"), credentials);
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < workload.requests(); i++) {
            requests.add("{\"provider\":\"bench\",\"path\":\"/items/%d\"}".formatted(i));
        }
        Files.write(folder.resolve("requests.jsonl"), requests);
    }
}
