package io.sluice.cli;

import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.cli.run.Shortfalls;
import io.sluice.cli.talk.Wording;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends requests of a file to a running pipeline.",
            "With --wait prints their responses as they come. The whole file is checked first; where a line is wrong nothing is sent.",
            "A request without an id gets line-N-DIGEST by its line and the whole file: the same file sent again within 24 hours makes no call anew, its answers are repeated."
        },
        footer = {"", "Example:", "  sluice send requests.jsonl --wait > responses.jsonl"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all were sent; with --wait, all were answered",
            "1:something went wrong",
            "2:bad input: one line FILE:LINE: says what, and nothing was sent",
            "3:with --wait and --fail, a response is not OK"
        })
final class SendCommand implements Callable<Integer> {
    private static final long SAY_EVERY_MILLIS = 2_000;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "R", description = "Requests in JSON lines; - is stdin.")
    private String requests = "";

    @Option(names = "--wait", description = "Wait for all responses and print them.")
    private boolean wait;

    @Option(names = "--fail", description = "With --wait: exit 3 when a response is not OK.")
    private boolean fail;

    @Override
    public Integer call() throws Exception {
        if (fail && !wait) {
            throw new UserError("--fail needs --wait: without it no response is looked at");
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return send(RequestInput.open(requests, folder.path()).withDigestInIds());
        }
    }

    private int send(RequestFile file) throws IOException, InterruptedException {
        int total = file.check();
        Topics topics = connection.topics();
        int partitions = connection.remote().partitions(topics.requests());
        Set<String> open = new HashSet<>();
        try (Publisher publisher = new Publisher(connection.client(), topics, partitions);
                Reader reader = new Reader(connection.client())) {
            reader.latest(topics.responses().name()).ifPresent(topics.responses()::read); // else all is sent in vain
            reader.fromEnd(List.of(topics.responses().name()));
            file.forEach(request -> {
                open.add(request.getId());
                publisher.send(topics.requests(), request.getProvider(), request.getProvider(), request);
            });
            publisher.flush();
            System.err.println(Wording.count(total, "request") + " sent");
            if (wait) {
                List<String> shortfalls = print(reader, topics, open);
                if (System.out.checkError()) {
                    return Main.FAILED;
                }
                shortfalls.forEach(System.err::println);
                return fail && !shortfalls.isEmpty() ? Main.NOT_ALL_OK : Main.OK;
            }
        }
        return Main.OK;
    }

    /** Prints responses as they come; returns a line for each result other than OK. */
    private static List<String> print(Reader reader, Topics topics, Set<String> open) {
        JsonRecords<ApiResponse> json = new JsonRecords<>(ApiResponse.getClassSchema());
        Shortfalls shortfalls = new Shortfalls();
        long said = System.currentTimeMillis();
        while (!open.isEmpty() && !System.out.checkError()) {
            reader.poll(200).forEach(record -> {
                if (open.remove(Reader.key(record))) {
                    ApiResponse response = topics.responses().read(record.value());
                    shortfalls.count(response);
                    OutFile.println(json.write(response));
                }
            });
            if (!open.isEmpty() && System.currentTimeMillis() - said >= SAY_EVERY_MILLIS) {
                said = System.currentTimeMillis();
                System.err.println(open.size() + " responses to come; sluice status says what they wait for");
            }
        }
        return shortfalls.lines();
    }
}
