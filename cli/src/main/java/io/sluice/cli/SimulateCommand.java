package io.sluice.cli;

import io.sluice.cli.simulate.CallTime;
import io.sluice.cli.simulate.FileWorkload;
import io.sluice.cli.simulate.HtmlReport;
import io.sluice.cli.simulate.JsonReport;
import io.sluice.cli.simulate.Plan;
import io.sluice.cli.simulate.Prediction;
import io.sluice.cli.simulate.RateWorkload;
import io.sluice.cli.simulate.SimulationProgress;
import io.sluice.cli.simulate.TextReport;
import io.sluice.cli.simulate.Workload;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.core.credential.Credential;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.FileProblem;
import io.sluice.policy.file.RequestFile;
import io.sluice.policy.value.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Predicts how long requests take, and what holds them up.",
            "The scheduler of the product on virtual time, among providers that count exactly as their files declare. Nothing"
                    + " is called, and secrets need not be there. With --requests all of a file come in at once, as run sends"
                    + " them; with --rate they come one by one.",
            "Not simulated: how fast this machine is, errors of the provider, and other spenders of its budgets. Half a million"
                    + " requests fit into memory; SLUICE_JAVA_OPTIONS=-Xmx4g makes room for more."
        },
        footer = {
            "",
            "Examples:",
            "When would this file be done, and with twice the quota?",
            "  sluice simulate --providers api.yaml --credentials me.yaml \\",
            "                  --requests in.jsonl --what-if per-account.quota=1800 \\",
            "                  --report prediction.html",
            "Can two credentials carry 5 requests a second through a day?",
            "  sluice simulate --providers api.yaml --credentials me.yaml --rate 5 \\",
            "                  --duration 1d --endpoint-path 'GET /items/1' \\",
            "                  --what-if credentials=+1 --latency 80ms..300ms"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:predicted",
            "1:the file's requests would not all be answered within --duration",
            "2:bad input: one line FILE:LINE: says what"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String MOST = "30d";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--requests", paramLabel = "R", description = "Requests in JSON lines, all at once; - is stdin.")
    private @Nullable String requests;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Instead of a file: so many requests a second, at random instants (Poisson).")
    private @Nullable Double rate;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description = "With --rate: who is called; not needed where there is one.")
    private @Nullable String provider;

    @Option(
            names = "--endpoint-path",
            paramLabel = "'METHOD PATH'",
            description = "With --rate: what is called (default: GET /); where repeated they take turns.")
    private final List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--duration",
            paramLabel = "D",
            description = "How far to look ahead, such as 6h; needed with --rate (default with a file: " + MOST + ").")
    private @Nullable String duration;

    @Option(
            names = "--latency",
            paramLabel = "T[..T]",
            description = "How long a call takes, there and back, or any time between two (default: ${DEFAULT-VALUE}).")
    private String latency = "20ms";

    @Option(
            names = "--what-if",
            paramLabel = "CHANGE",
            description =
                    "What would be otherwise; may be repeated: LIMIT.quota=N, LIMIT.per=D, credentials=+N (copies of"
                            + " the first, each an account of its own), concurrency=N, latency=T. PROVIDER: may stand before it.")
    private final List<String> changes = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--begin",
            paramLabel = "INSTANT",
            description =
                    "When it begins, such as 2026-12-01T08:00:00Z (default: now); calendars and deadlines go by it.")
    private @Nullable String begin;

    @Option(names = "--json", description = "End with one line of JSON on stdout.")
    private boolean json;

    @Option(names = "--report", paramLabel = "FILE.html", description = "Write a page with plots as well.")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        files.require("simulate");
        List<Policy> policies = files.policies();
        List<Credential> credentials = files.definitionsWithoutSecrets().stream()
                .map(CredentialDefinition::credential)
                .toList();
        Plan plan = Plan.of(policies, credentials, CallTime.parse("--latency", latency));
        Plan.Terms terms = new Plan.Terms(CallerSettings.DEFAULT_PLACES, beginMillis(), mostMillis(), seed);
        Path page = page();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Workload workload = workload(policies, credentials, terms, folder.path());
            Prediction prediction;
            try (SimulationProgress progress = new SimulationProgress()) {
                prediction = Prediction.of(plan, changes, workload, terms, progress);
            }
            if (page != null) {
                Files.writeString(page, HtmlReport.of(prediction));
            }
            say(prediction);
            return workload.ends() && !prediction.isDone() ? Main.FAILED : Main.OK;
        }
    }

    private void say(Prediction prediction) {
        PrintWriter people =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        TextReport.lines(prediction).forEach(people::println);
        if (json) {
            spec.commandLine().getOut().println(JsonReport.of(prediction));
        }
    }

    private Workload workload(List<Policy> policies, List<Credential> credentials, Plan.Terms terms, Path folder)
            throws IOException {
        if ((requests == null) == (rate == null)) {
            throw new UserError("either --requests R or --rate N is needed (see sluice simulate --help)");
        }
        if (requests != null) {
            if (provider != null || !endpoints.isEmpty()) {
                throw new UserError("--provider and --endpoint-path go with --rate, not with --requests");
            }
            RequestFile file = RequestInput.open(requests, folder);
            file.check();
            return new FileWorkload(file, policies, credentials, terms.begin());
        }
        if (rate == null || !(rate > 0 && rate <= 1_000_000)) {
            throw new UserError("--rate is " + rate + ", expected requests per second above 0 and at most 1000000");
        }
        return new RateWorkload(
                rate, called(policies), endpoints.isEmpty() ? List.of("GET /") : endpoints, credentials, terms);
    }

    private Policy called(List<Policy> policies) {
        String names = String.join(", ", policies.stream().map(Policy::name).toList());
        if (provider == null && policies.size() > 1) {
            throw new UserError("--provider is needed with --rate, expected one of " + names);
        }
        return policies.stream()
                .filter(policy -> provider == null || policy.name().equals(provider))
                .findFirst()
                .orElseThrow(() -> new UserError("--provider is '" + provider + "', expected one of " + names));
    }

    private long mostMillis() {
        if (duration == null && rate != null) {
            throw new UserError("--duration is needed with --rate, expected one such as 6h");
        }
        long millis = Durations.millis(duration == null ? MOST : duration);
        if (millis < 1) {
            throw new UserError("--duration is '" + duration + "', expected one such as 90s, 6h or 30d");
        }
        return millis;
    }

    private long beginMillis() {
        if (begin == null) {
            return System.currentTimeMillis();
        }
        try {
            return OffsetDateTime.parse(begin.toUpperCase(Locale.ROOT))
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new UserError("--begin is '" + begin + "', expected an instant such as 2026-12-01T08:00:00Z");
        }
    }

    /** Where the page goes; told before anything is simulated if it cannot. */
    private @Nullable Path page() {
        if (report == null) {
            return null;
        }
        Path page = report.toAbsolutePath();
        Path folder = page.getParent();
        if (Files.isDirectory(page) || folder == null || !Files.isWritable(folder)) {
            throw new FileProblem(
                    report.toString(), 1, "--report cannot be written, expected a file in a folder that can");
        }
        return page;
    }
}
