package io.sluice.cli;

import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.run.Bounds;
import io.sluice.cli.run.Progress;
import io.sluice.cli.run.Runner;
import io.sluice.embedded.DirectoryLock;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.RequestFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Sends all requests of a file, waits for all answers and writes them, one line each, in the order of the file.",
            "With --data the same command resumes after a stop or a crash, and calls nothing twice."
        },
        footer = {
            "",
            "Example:",
            "  sluice run --providers api.yaml --credentials me.yaml --requests in.jsonl --responses out.jsonl --data run1"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every request has a response",
            "1:not finished",
            "2:bad input: one line FILE:LINE: says what",
            "3:with --fail, a response is not OK"
        })
final class RunCommand implements Callable<Integer> {
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
        files.require();
        List<Policy> policies = files.policies();
        List<CredentialDefinition> credentials = files.definitions();
        try (Stop stop = new Stop();
                TemporaryFolder folder = new TemporaryFolder()) {
            RequestFile file = requestFile(folder);
            int total = file.check();
            long bound = Bounds.millis(policies, credentials, file);
            Path directory = data == null ? folder.path().resolve("data") : data;
            Files.createDirectories(directory);
            try (DirectoryLock lock = DirectoryLock.acquire(directory)) {
                sameRequests(directory, file.path());
                Runner.Outcome outcome = run(directory, policies, credentials, file, bound, stop);
                return end(outcome, total, directory);
            }
        }
    }

    private Runner.Outcome run(
            Path directory,
            List<Policy> policies,
            List<CredentialDefinition> credentials,
            RequestFile file,
            long bound,
            Stop stop)
            throws IOException, InterruptedException {
        EngineSettings settings = EngineSettings.oneShot(directory, policies, credentials);
        try (Engine engine = Engine.start(settings)) {
            Progress progress = Progress.onStderr(engine.clock().millis());
            return new Runner(engine, policies, file, stop.asked(), progress).run(bound);
        }
    }

    private int end(Runner.Outcome outcome, int total, Path directory) throws IOException {
        if (!outcome.complete()) {
            System.err.println(outcome.summary().responses() + " of " + total + " requests are answered; "
                    + (data == null
                            ? "nothing was kept, since --data was not given"
                            : "the same command with --data " + directory + " goes on"));
            return Main.FAILED;
        }
        write(outcome.lines());
        System.err.println(outcome.summary().text());
        if (json) {
            System.out.println(outcome.summary().json());
        }
        return fail && outcome.summary().ok() < total ? Main.NOT_ALL_OK : Main.OK;
    }

    private void write(List<byte[]> lines) throws IOException {
        if (responses.equals("-")) {
            writeTo(System.out, lines);
            return;
        }
        Path out = Path.of(responses).toAbsolutePath();
        Path unfinished = out.resolveSibling(out.getFileName() + ".part");
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            writeTo(stream, lines);
        }
        Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeTo(OutputStream stream, List<byte[]> lines) throws IOException {
        for (byte[] line : lines) {
            stream.write(line);
            stream.write('\n');
        }
        stream.flush();
    }

    private RequestFile requestFile(TemporaryFolder folder) throws IOException {
        if (!requests.equals("-")) {
            return new RequestFile(requests, Path.of(requests));
        }
        Path copy = folder.path().resolve("requests.jsonl");
        Files.copy(System.in, copy);
        return new RequestFile("stdin", copy);
    }

    /** A data directory belongs to one file of requests: ids such as line-7 mean nothing in another. */
    private void sameRequests(Path directory, Path file) throws Exception {
        Path known = directory.resolve("requests.sha256");
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        if (!Files.exists(known)) {
            Files.writeString(known, digest);
        } else if (!Files.readString(known).equals(digest)) {
            throw new UserError("--data " + directory + " belongs to a run of other requests than " + requests
                    + "; give another directory, or the file as it was");
        }
    }
}
