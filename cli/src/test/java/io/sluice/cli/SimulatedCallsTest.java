package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls a prediction makes, and what they take. */
class SimulatedCallsTest {
    @TempDir
    Path folder;

    private static final String API = """
            provider: api
            baseUrl: http://127.0.0.1:1
            limits:
              - { name: per-account, scope: [account], quota: 20, per: 3s, window: first-call%s }
            """;

    @Test
    void oneMoreCredentialTakesItsTurnsWhereRequestsNameTheirAccount() throws IOException {
        Path two = write("c.yaml", keys("api", "alice", "bob"));
        JsonNode writes = rate(api(""), two, "20", "POST /items");
        assertThat(writes.at("/open").asInt()).isGreaterThan(3_500);
        assertThat(writes.at("/oneMoreCredential/open").asInt()).isLessThan(500);
        Path one = write("c.yaml", keys("api", "alice"));
        JsonNode first = rate(api(""), one, "10", "POST /items", "--what-if", "credentials=+1");
        assertThat(first.at("/open").asInt()).isGreaterThan(1_500);
        assertThat(first.at("/whatIf/open").asInt()).isLessThan(200);
    }

    @Test
    void aLimitThatCountsFailuresAloneIsNotUsed() throws IOException {
        Path bot = write("c.yaml", keys("discord", "bot"));
        JsonNode json = rate("discord", bot, "20", "POST /interactions/1/token/callback");
        assertThat(json.at("/open").asInt()).isLessThan(10);
        assertThat(json.at("/calls").asInt()).isGreaterThan(11_000);
        assertThat(json.at("/limits")).anySatisfy(limit -> {
            assertThat(limit.at("/limit").asText()).isEqualTo("bad-answers");
            assertThat(limit.at("/used").asLong()).isZero();
        });
    }

    @Test
    void whatOnlyAnswersTellOfCostsIsSaid() throws IOException {
        Path alice = write("c.yaml", keys("api", "alice"));
        String[] flags = flags(api(", settle: { json: /cost }"), alice, "1", "GET /items");
        assertThat(simulate(flags)).contains("only answers tell what calls take of api:per-account");
        JsonNode json = rate(flags[2], alice, "1", "GET /items");
        assertThat(json.at("/costUntold/0").asText()).isEqualTo("api:per-account");
    }

    private String api(String more) throws IOException {
        return write("p.yaml", API.formatted(more)).toString();
    }

    private static String keys(String provider, String... ids) {
        StringBuilder keys = new StringBuilder();
        for (String id : ids) {
            keys.append(
                    "- { id: %s, provider: %s, secret: { env: SURELY_NOT_SET_ANYWHERE } }%n".formatted(id, provider));
        }
        return keys.toString();
    }

    /** Ten minutes of so many requests per second. */
    private static String[] flags(String provider, Path credentials, String perSecond, String endpoint) {
        return new String[] {
            "simulate",
            "--providers",
            provider,
            "--credentials",
            credentials.toString(),
            "--rate",
            perSecond,
            "--duration",
            "10m",
            "--endpoint-path",
            endpoint
        };
    }

    private JsonNode rate(String provider, Path credentials, String perSecond, String endpoint, String... more)
            throws IOException {
        List<String> all = new ArrayList<>(List.of(flags(provider, credentials, perSecond, endpoint)));
        all.addAll(List.of(more));
        all.add("--json");
        String out = simulate(all.toArray(String[]::new));
        assertThat(out).hasLineCount(1);
        return new ObjectMapper().readTree(out);
    }

    private static String simulate(String... arguments) {
        return Verbs.execute(arguments).out();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
