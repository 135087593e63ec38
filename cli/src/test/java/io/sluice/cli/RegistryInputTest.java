package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.HttpServers;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that is none, and topics that carry the other format: one line that names the cause. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RegistryInputTest extends OneBroker {
    private static final String MOCK = "mock://" + RegistryInputTest.class.getName();

    @Test
    void aRegistryThatIsNotThereOrIsNone() throws Exception {
        create("avro.");
        write(Topics.avro("avro.", Map.of("schema.registry.url", MOCK)));
        String dead = "http://127.0.0.1:1";
        Verbs.refused(
                "--registry " + dead + ": the registry gives no schema", ask("responses", "avro.", "--registry", dead));
        Verbs.refused(
                "--registry " + dead + ": the registry gives no id",
                ask("schemas register", "avro.", "--registry", dead));
        String data = folder.resolve("scheduler").toString();
        for (int status : new int[] {200, 404}) {
            HttpServer api = api(status);
            String other = "http://127.0.0.1:" + api.getAddress().getPort();
            Verbs.refused(
                    "--registry " + other + ": this is no schema registry",
                    ask("scheduler --data " + data, "avro.", "--registry", other));
            Verbs.refused(
                    "--registry " + other + ": this is no schema registry",
                    ask("responses", "avro.", "--registry", other));
            api.stop(0);
        }
    }

    @Test
    void noPasswordOfARegistryIsSaidWhateverIsShown() throws Exception {
        for (String user : List.of("me:hunter2", "me:p@hunter2")) {
            String registry = "http://" + user + "@127.0.0.1:1";
            try (Program register = Program.sluice(
                    folder,
                    "register",
                    ("schemas register --dry-run --verbose --bootstrap " + broker.bootstrap() + " --registry "
                                    + registry)
                            .split(" ", -1))) {
                assertThat(register.await()).isEqualTo(2);
                assertThat(register.err())
                        .contains("--registry http://127.0.0.1:1: ")
                        .doesNotContain("hunter2");
            }
        }
    }

    @Test
    void aRegistryIsAUrl() {
        Verbs.refused(
                "--registry localhost:8081: expected http://HOST:PORT",
                ask("responses", "avro.", "--registry", "localhost:8081"));
    }

    /** Something that is no registry. */
    private static HttpServer api(int status) throws IOException {
        byte[] answer = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);
        HttpServer api = HttpServers.create(HostPort.loopback(0), Optional.empty());
        api.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        return api;
    }

    @Test
    void topicsOfTheOtherFormatAreToldBeforeAnythingIsSent() throws Exception {
        assertThat(create("avro.").exit()).isZero();
        assertThat(create("json.").exit()).isZero();
        write(Topics.avro("avro.", Map.of("schema.registry.url", MOCK)));
        write(Topics.json("json."));
        String requests =
                Files.writeString(folder.resolve("r.jsonl"), Verbs.GOOD).toString();
        for (String verb : List.of("send " + requests, "call api GET /", "responses", "why a")) {
            Verbs.refused("the topics carry Avro; leave --format json away", ask(verb, "avro.", "--format", "json"));
            Verbs.refused("the topics carry JSON; --format json reads them", ask(verb, "json.", "--registry", MOCK));
        }
        try (Reader reader = new Reader(client())) {
            for (String prefix : List.of("avro.", "json.")) {
                assertThat(reader.latest(prefix + "requests")).isEmpty();
                assertThat(reader.latest(prefix + "responses")).isNotEmpty();
            }
        }
    }

    /** Writes a response. */
    private static void write(Topics topics) {
        ApiResponse response = ApiResponse.newBuilder()
                .setRequestId("a")
                .setProvider("api")
                .setResult(Result.OK)
                .setRequestedAt(1)
                .setCompletedAt(2)
                .build();
        try (Publisher publisher = new Publisher(client(), topics, 4)) {
            publisher.send(topics.responses(), "api", "a", response);
            publisher.flush();
        }
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
