package io.sluice.cli;

import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "responses",
        mixinStandardHelpOptions = true,
        description = "Prints the responses of a running pipeline in JSON lines.",
        footer = {"", "Example:", "  sluice responses --follow"})
final class ResponsesCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--follow", description = "Go on with those to come, until stopped.")
    private boolean follow;

    @Override
    public Integer call() {
        Topics topics = connection.topics();
        JsonRecords<ApiResponse> json = new JsonRecords<>(ApiResponse.getClassSchema());
        try (Stop stop = new Stop();
                Reader reader = new Reader(connection.client())) {
            reader.fromStart(List.of(topics.responses().name()));
            Map<TopicPartition, Long> ends = reader.ends();
            while (!stop.isDue() && !System.out.checkError() && (follow || !reader.caughtUp(ends))) {
                reader.poll(200)
                        .forEach(record ->
                                OutFile.println(json.write(topics.responses().read(record.value()))));
            }
        }
        return Main.OK;
    }
}
