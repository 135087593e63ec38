package io.sluice.cli;

import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Sends requests of a file to a running pipeline; with --wait prints their responses as they come.",
        footer = {"", "Example:", "  sluice send requests.jsonl --wait"})
final class SendCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "R", description = "Requests in JSON lines.")
    private String requests = "";

    @Option(names = "--wait", description = "Wait for all responses and print them.")
    private boolean wait;

    @Override
    public Integer call() throws Exception {
        RequestFile file = new RequestFile(requests, Path.of(requests));
        int total = file.check();
        Topics topics = connection.topics();
        Set<String> open = new HashSet<>();
        try (Publisher publisher = new Publisher(connection.client(), topics, partitions(topics));
                Reader reader = new Reader(connection.client())) {
            reader.fromStart(List.of(topics.responses().name()));
            file.forEach(request -> {
                open.add(request.getId());
                publisher.send(topics.requests(), request.getProvider(), request.getProvider(), request);
            });
            publisher.flush();
            System.err.println(total + " requests sent");
            JsonRecords<ApiResponse> json = new JsonRecords<>(ApiResponse.getClassSchema());
            while (wait && !open.isEmpty()) {
                reader.poll(200).forEach(record -> {
                    if (open.remove(Reader.key(record))) {
                        System.out.println(new String(
                                json.write(topics.responses().read(record.value())), StandardCharsets.UTF_8));
                    }
                });
            }
        }
        return Main.OK;
    }

    private int partitions(Topics topics) throws Exception {
        String name = topics.requests().name();
        try (Admin admin = Admin.create(connection.client())) {
            Map<String, TopicDescription> topic =
                    admin.describeTopics(List.of(name)).allTopicNames().get();
            return topic.values().iterator().next().partitions().size();
        }
    }
}
