package io.sluice.cli;

import io.sluice.cli.engine.Publisher;
import io.sluice.cli.talk.Conversation;
import io.sluice.policy.value.Durations;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.wire.Buffers;
import io.sluice.schemas.wire.ReasonCodes;
import io.sluice.streams.scheduler.Partitions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one call through a running pipeline, in its turn.",
            "Prints the answer's body. How it went is said on stderr, and why it waits where it does."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the result is OK",
            "1:no scheduler works, and --max-wait has passed",
            "2:bad input",
            "3:any other result"
        },
        footer = {"", "Example:", "  sluice call twitter GET /statuses/show/20.json --account alice"})
final class CallCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "PROVIDER", description = "Name of the provider.")
    private String provider = "";

    @Parameters(index = "1", paramLabel = "METHOD", description = "HTTP method.")
    private String method = "";

    @Parameters(index = "2", paramLabel = "PATH", description = "Path below the base URL, with its query.")
    private String path = "";

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Option(names = "--max-wait", paramLabel = "D", description = "Give up if it must wait longer, such as 30s.")
    private @Nullable String maxWait;

    @Option(names = "--json", description = "Print the whole response as one line of JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Remote remote = connection.remote();
        Topics topics = remote.topics();
        ApiRequest request = request();
        int partitions = remote.partitions(topics.requests());
        try (Conversation conversation = new Conversation(
                        remote.impatientClient(), topics, request.getId(), Partitions.of(provider, partitions));
                Publisher publisher = new Publisher(remote.impatientClient(), topics, partitions)) {
            publisher.send(topics.requests(), provider, provider, request);
            publisher.flush();
            Optional<ApiResponse> response = conversation.await(request.getMaxWaitMs(), System.err::println);
            if (response.isEmpty()) {
                return Main.FAILED;
            }
            print(response.get());
            return response.get().getResult() == Result.OK ? Main.OK : Main.NOT_ALL_OK;
        }
    }

    private void print(ApiResponse response) throws IOException {
        if (json) {
            OutFile.println(new JsonRecords<ApiResponse>(ApiResponse.getClassSchema()).write(response));
            return;
        }
        String status = response.getStatus() == null ? "" : " " + response.getStatus();
        String by = response.getCredential() == null ? "" : " by " + response.getCredential();
        String why = response.getReason() == null ? "" : ": " + response.getReason() + advice(response);
        System.err.println(response.getResult() + status + by + " after " + response.getWaitedMs() + " ms" + why);
        ByteBuffer answer = response.getBody();
        if (answer != null) {
            System.out.write(Buffers.bytes(answer));
            System.out.flush();
        }
    }

    private static String advice(ApiResponse response) {
        return ReasonCodes.UNKNOWN_PROVIDER.equals(response.getReasonCode())
                ? "; --providers FILE of sluice up or sluice caller makes it known"
                : "";
    }

    private ApiRequest request() {
        return options.request(ApiRequest.newBuilder()
                .setId("call-" + UUID.randomUUID())
                .setProvider(provider)
                .setMethod(method.toUpperCase(Locale.ROOT))
                .setPath(path)
                .setMaxWaitMs(maxWait()));
    }

    private @Nullable Long maxWait() {
        if (maxWait == null) {
            return null;
        }
        long millis = Durations.millis(maxWait);
        if (millis < 0) {
            throw new UserError("--max-wait is '" + maxWait + "', expected a duration such as 30s");
        }
        return millis;
    }
}
