package io.sluice.cli;

import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.engine.KeptWord;
import io.sluice.cli.engine.Watch;
import io.sluice.cli.run.Bounds;
import io.sluice.cli.run.Progress;
import io.sluice.cli.run.RunSummary;
import io.sluice.cli.run.Runner;
import io.sluice.cli.run.Spool;
import io.sluice.embedded.DirectoryLock;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.RequestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Sends all requests of a file, waits for all answers and writes them.",
            "One line each, in the order of the file, all or none. With --data the same command resumes after a stop or a"
                    + " crash, and makes no call twice that may not be repeated. Ctrl-C lets calls in flight finish; a second one ends at once."
        },
        footer = {
            "",
            "Example:",
            "  sluice run --providers api.yaml --credentials me.yaml \\",
            "             --requests in.jsonl --responses out.jsonl --data run1"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every request has a response",
            "1:not finished; with --data the same command resumes",
            "2:bad input: one line FILE:LINE: says what",
            "3:with --fail, a response is not OK",
            "130:ended at once by a second Ctrl-C"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(
            names = "--requests",
            required = true,
            paramLabel = "R",
            description = "Requests in JSON lines; - is stdin.")
    private String requests = "";

    @Option(
            names = "--responses",
            required = true,
            paramLabel = "OUT",
            description = "Where responses go; - is stdout.")
    private String responses = "";

    @Option(names = "--data", paramLabel = "DIR", description = "Keeps the run, so that the same command resumes it.")
    private @Nullable Path data;

    @Option(names = "--json", description = "End with one line of JSON on stdout.")
    private boolean json;

    @Option(names = "--fail", description = "Exit 3 when a response is not OK.")
    private boolean fail;

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Integer call() throws Exception {
        files.require("run");
        List<Policy> policies = files.policies();
        List<CredentialDefinition> credentials = files.definitions();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            RequestFile file = RequestInput.open(requests, folder.path());
            OutFile out = OutFile.at(responses, file.path());
            int total = file.check();
            long bound = Bounds.millis(policies, credentials, file);
            Path directory = data == null ? folder.path().resolve("data") : data;
            try (Stop stop = new Stop(); // after stdin was read, which cannot be interrupted
                    DirectoryLock lock = DirectoryLock.acquire(directory);
                    Spool lines = Spool.in(directory)) {
                sameRequests(directory, file);
                files.remarks().forEach(System.err::println);
                if (stop.isDue()) {
                    System.err.println("stopped before anything was sent");
                    tell(new RunSummary(total, 0, 0, 0, 0, 0, bound, 0));
                    return Main.FAILED;
                }
                EngineSettings settings = EngineSettings.oneShot(directory, policies, credentials);
                Runner.Outcome outcome = run(settings, file, bound, lines, stop);
                stop.throwFailure();
                return end(outcome, lines, total, out);
            }
        }
    }

    private static Runner.Outcome run(EngineSettings settings, RequestFile file, long bound, Spool lines, Stop stop)
            throws IOException, InterruptedException {
        try (Engine engine = Engine.start(settings, Watch.NONE, stop::isDue);
                Progress progress = Progress.onStderr(engine.clock().millis())) {
            stop.endWith(engine.failure());
            stop.waitFor(engine.draining(), System.err::println);
            Runner.Outcome outcome =
                    new Runner(engine, settings.policies(), file, stop::isDue, progress).run(bound, lines);
            if (!outcome.complete()) {
                System.err.println("stopping: calls in flight may finish; Ctrl-C again ends at once");
            }
            return outcome;
        }
    }

    private int end(Runner.Outcome outcome, Spool lines, int total, OutFile out) throws IOException {
        if (!outcome.complete()) {
            tell(outcome.summary());
            System.err.println(outcome.summary().responses() + " of " + total + " requests were answered by then; "
                    + (data == null
                            ? "nothing is kept without --data DIR, with which the same command resumes"
                            : "resume: " + resume()));
            return Main.FAILED;
        }
        out.write(stream -> lines.writeTo(stream, outcome.ids()));
        if (System.out.checkError()) {
            return Main.FAILED; // which says why
        }
        System.err.println(outcome.summary().text());
        outcome.shortfalls().forEach(System.err::println);
        tell(outcome.summary());
        return fail && outcome.summary().ok() < total ? Main.NOT_ALL_OK : Main.OK;
    }

    private void tell(RunSummary summary) {
        if (json) {
            System.out.println(summary.json());
        }
    }

    private String resume() {
        return "sluice "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .map(RunCommand::quoted)
                        .collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9._/:=@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** A data directory belongs to one file of requests: ids such as line-7 mean nothing in another. */
    private void sameRequests(Path directory, RequestFile file) throws IOException {
        String digest = file.digest();
        if (!KeptWord.of(directory.resolve("requests.sha256"), () -> digest).equals(digest)) {
            throw new UserError("--data " + directory + " belongs to a run of other requests than " + requests
                    + "; give another directory, or the file as it was");
        }
    }
}
