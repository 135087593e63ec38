package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.demo.DemoApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call that is made to try a provider's file. */
class TryTest extends Verbs {
    private DemoApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = DemoApi.start();
        credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: hunter22 } }\n");
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void tryMakesOneCallAndShowsNoSecret() throws IOException {
        describe("", """
                limits:
                  - { name: window, scope: [account], quota: 30, per: 2s, window: first-call }
                """);
        Said said = triedByAlice("/items/1");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("GET http://127.0.0.1:" + api.port() + "/items/1")
                .contains("Authorization: Bearer {token}")
                .contains("by        alice, account alice")
                .contains("answer    200 after ")
                .contains("{\"item\":\"/items/1\"}")
                .contains("means     ok, by default")
                .contains("tells     window, 29 left, quota 30, back in ")
                .contains("budget    window of account=alice: took 1, 29 left, as told")
                .doesNotContain("hunter22");
        JsonNode json = triedByAlice("/items/2", "--json").json();
        assertThat(json.at("/answer/status").asInt()).isEqualTo(200);
        assertThat(json.at("/budgets/0/remaining").asInt()).isEqualTo(28);
        assertThat(json.at("/tells/0/limit").asText()).isEqualTo("window");
    }

    @Test
    void tryOfSomebodyWhoIsNotThereIsOneLine() throws IOException {
        provider = write("p.yaml", "{ provider: api, baseUrl: 'http://127.0.0.1:1', auth: none }");
        refused("GET http://127.0.0.1:1/: not sent, connection-refused", tried("/"));
    }

    @Test
    void tryShowsWhichRuleMeantTheAnswerAndTheExitSaysSo() throws IOException {
        describe("", """
                auth: none
                answers:
                  - { when: { status: 418 }, then: ok }
                  - { when: { status: 401 }, then: throttled, hold: { scope: [egress], default: 9s } }
                """);
        Said said = tried("/items/1");
        assertThat(said.exit()).isEqualTo(Main.NOT_ALL_OK);
        assertThat(said.out()).contains("means     throttled, by answers[1]; closes egress for 9s");
    }

    @Test
    void anAnswerWhoseBodyIsTooLargeIsTriedByItsHead() throws IOException {
        describe("", """
                maxBodyBytes: 8
                """);
        Said said = triedByAlice("/items/1");
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("answer    200 after ")
                .contains("the body is left out: it is larger than 8 bytes, the endpoint's maxBodyBytes")
                .contains("means     ok, by default");
    }

    /** A secret in the path shows as its template, behind the path of the base URL, where it is sent. */
    @Test
    void aSecretInThePathStandsBehindThatOfTheBaseUrl() throws IOException {
        describe("/v3", """
                auth: [ { path: "/{token}" }, { header: Authorization, value: x } ]
                """);
        Said said = triedByAlice("/x?a=1");
        assertThat(said.out())
                .contains("GET http://127.0.0.1:" + api.port() + "/v3/{token}/x?a=1\n")
                .doesNotContain("hunter22");
    }

    /** Where refusals teach, one that names nothing closes what learning finds, which is not known yet. */
    @Test
    void aRefusalThatTeachesClosesNoDoorThatCouldBeNamed() throws IOException {
        describe("", """
                auth: none
                answers: [ { when: { status: 401 }, then: throttled } ]
                examples:
                  - { name: told, answer: { status: 429, headers: { retry-after: "7" } }, is: throttled, hold: [credential, endpoint], waits: 7s }
                  - { name: untold, answer: { status: 429 }, is: throttled, hold: [egress] }
                """);
        Said said = tried("/items/1");
        assertThat(said.out()).contains("means     throttled, by answers[0]; learning looks into it");
        refused(
                "p.yaml:7: example 'untold': field 'hold' comes to none: learning looks into it",
                execute("providers", "validate", provider.toString()));
    }

    /** A provider whose base URL is the API's, and more. */
    private void describe(String path, String more) throws IOException {
        provider =
                write("p.yaml", "provider: api\nbaseUrl: http://127.0.0.1:%d%s\n%s".formatted(api.port(), path, more));
    }

    /** Tries {@code GET} of a path. */
    private Said tried(String path, String... more) {
        List<String> arguments = new ArrayList<>(List.of("providers", "try", provider.toString(), "GET", path));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }

    private Said triedByAlice(String path, String... more) {
        List<String> flags = new ArrayList<>(List.of("--credentials", credentials.toString()));
        flags.addAll(List.of(more));
        return tried(path, flags.toArray(String[]::new));
    }
}
