package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose schema the task has not met, while the registry is away or does not know it yet. Their programs have newer ones. */
@Timeout(60)
class UnreadTest {
    @TempDir
    private Path files;

    private EmbeddedRegistry registry;
    private Topics topics;
    private SchedulerRig rig;
    private int newer;

    @BeforeEach
    void start() throws Exception {
        startRegistry(HostPort.loopback(0));
        topics = Topics.avro("sluice.", Map.of("schema.registry.url", registry.url()));
        topics.all().forEach(Topic::schemaIds);
        rig = new SchedulerRig(files.resolve("state"), 2, topics);
        rig.requests.pipeInput("api", written("first"));
        rig.answered(rig.call(), 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
    }

    @AfterEach
    void stop() {
        rig.close();
        registry.close();
    }

    @Test
    void whoCannotBeReadWaitsForTheRegistryAndNobodyElseDoes() throws Exception {
        newer = registered(1);
        HostPort place = away();
        rig.requests.pipeInput("api", written("a", newer));
        rig.requests.pipeInput("api", written("b"));
        assertThat(rig.call().getRequestId()).isEqualTo("b");
        assertThat(rig.out(topics.deadLetters()).isEmpty()).isTrue();
        rig.tick(5_000);
        startRegistry(place);
        assertThat(nextCalls(1)).containsExactly("a");
    }

    @Test
    void manyWhoCannotBeReadAreWrittenOnceAndKeepTheirOrder() throws Exception {
        newer = registered(1);
        HostPort place = away();
        rig.written();
        List<String> ids = IntStream.range(0, 100).mapToObj(i -> "r" + i).toList();
        ids.forEach(id -> rig.requests.pipeInput("api", written(id, newer)));
        rig.tick(3_000);
        assertThat(rig.written())
                .containsEntry("sluice.retries.budget", 100)
                .doesNotContainKeys("sluice.forwarded", "sluice.dead-letters");
        startRegistry(place);
        assertThat(nextCalls(4)).isEqualTo(ids.subList(0, 4));
    }

    @Test
    void theyWaitOverARestartOfTheTask() throws Exception {
        newer = registered(1);
        HostPort place = away();
        rig.requests.pipeInput("api", written("a", newer));
        rig.beginAnew();
        rig.requests.pipeInput("api", written("b", newer));
        rig.beginAnew();
        startRegistry(place);
        assertThat(nextCalls(2)).containsExactly("a", "b");
    }

    @Test
    void oneThatBelongsToAnotherTaskGoesThereOnceItIsRead() throws Exception {
        newer = registered(1);
        HostPort place = away();
        ApiRequest elsewhere =
                ApiRequest.newBuilder(request("a")).setProvider("elsewhere").build();
        rig.requests.pipeInput("k", with(newer, topics.requests().write(elsewhere)));
        startRegistry(place);
        var forwarded = rig.out(topics.forwarded());
        List<String> origins = new ArrayList<>();
        while (origins.size() < 2) {
            rig.tick(1_000);
            forwarded
                    .readRecordsToList()
                    .forEach(record -> origins.add(new String(
                            record.headers().lastHeader("sluice-origin").value(), StandardCharsets.UTF_8)));
        }
        assertThat(origins.get(0)).matches("0 1 \\d+ sluice.requests \\d+");
        assertThat(origins.get(1)).as("its owner gives it a place in line").matches("0 1 \\d+ sluice.requests");
    }

    @Test
    void aSchemaThatTheRegistryComesToKnowALittleLaterIsReadThen() throws Exception {
        int next = registered(1) + 1;
        rig.requests.pipeInput("api", written("a", next));
        rig.requests.pipeInput("api", written("b"));
        assertThat(rig.call().getRequestId()).isEqualTo("b");
        assertThat(registered(2)).isEqualTo(next);
        assertThat(nextCalls(1)).containsExactly("a");
        assertThat(rig.out(topics.deadLetters()).isEmpty()).isTrue();
    }

    @Test
    void aSchemaThatTheRegistryDoesNotComeToKnowMakesADeadLetter() {
        var deadLetters = rig.out(topics.deadLetters());
        rig.requests.pipeInput("api", written("a", 99));
        assertThat(deadLetters.isEmpty()).isTrue();
        while (deadLetters.isEmpty()) {
            rig.tick(1_000);
        }
        assertThat(deadLetters.readRecord().headers().lastHeader("sluice-error").value())
                .asString()
                .isEqualTo("the registry does not know schema id 99");
        rig.tick(5_000);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    private List<String> nextCalls(int number) {
        List<String> called = new ArrayList<>();
        while (called.size() < number) {
            rig.tick(1_000);
            for (ApiCall call : rig.allCalls()) {
                called.add(call.getRequestId());
                rig.answered(call, 200);
            }
        }
        return called.subList(0, number);
    }

    private void startRegistry(HostPort place) {
        registry = EmbeddedRegistry.start(
                RegistrySettings.in(files.resolve("registry")).listen(place));
    }

    /** The registry goes; returns where it was. */
    private HostPort away() {
        HostPort place = HostPort.loopback(URI.create(registry.url()).getPort());
        registry.close();
        return place;
    }

    /** Registers a newer schema of requests, whose records lie as those of ours do; returns its id. */
    private int registered(int version) throws IOException, InterruptedException {
        Schema schema = new Schema.Parser().parse(ApiRequest.getClassSchema().toString());
        schema.addProp("program-version", version);
        String text = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/program/versions"))
                                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"" + text + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return Integer.parseInt(answer.body().replaceAll("\\D", ""));
    }

    private byte[] written(String id) {
        return topics.requests().write(request(id));
    }

    private byte[] written(String id, int schema) {
        return with(schema, written(id));
    }

    private static byte[] with(int schema, byte[] record) {
        ByteBuffer.wrap(record).putInt(1, schema);
        return record;
    }

    private static ApiRequest request(String id) {
        return ApiRequest.newBuilder()
                .setId(id)
                .setProvider("api")
                .setPath("/items/" + id)
                .build();
    }
}
