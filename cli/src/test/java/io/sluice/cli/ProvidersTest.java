package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.demo.DemoApi;
import io.sluice.policy.file.Bundled;
import io.sluice.schemas.serde.JsonRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools for provider files. */
class ProvidersTest {
    @TempDir
    private Path folder;

    private record Said(int exit, String out, String err) {}

    @Test
    void listShowsTheBundledFiles() {
        Said said = execute("providers", "list");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains(Bundled.NAMES).contains("https://api.trakt.tv");
        assertThat(execute("providers", "list", "--json").out()).hasLineCount(Bundled.NAMES.size());
    }

    @Test
    void showPrintsAFileThatCanBeUsedAgain() throws IOException {
        Said said = execute("providers", "show", "telegram");
        assertThat(said.out())
                .startsWith("# Telegram")
                .isEqualTo(Bundled.text("telegram").orElseThrow());
        Path copy = write("mine.yaml", said.out());
        assertThat(execute("providers", "validate", copy.toString()).out()).contains("good, ");
        assertThat(json(execute("providers", "show", "telegram", "--json").out())
                        .get("provider")
                        .asText())
                .isEqualTo("telegram");
    }

    @Test
    void newWritesAFileThatCanBeUsedAndOverwritesNone() throws IOException {
        Path file = folder.resolve("example.yaml");
        assertThat(execute("providers", "new", "https://api.example.com/v1", "--out", file.toString())
                        .exit())
                .isZero();
        assertThat(Files.readString(file))
                .contains("provider: example\n", "baseUrl: https://api.example.com/v1\n", "# limits:");
        assertThat(execute("providers", "validate", file.toString()).exit()).isZero();
        assertThat(execute("providers", "new", "https://api.example.com/v1").out())
                .isEqualTo(Files.readString(file));
        assertThat(execute("providers", "new", "https://api.example.com/v1", "--json")
                        .out())
                .hasLineCount(1);
        refused("which is there already", "providers", "new", "https://b.org", "--out", file.toString());
    }

    @Test
    void explainShowsEndpointLimitsKeysAndWhoMayGo() throws IOException {
        Said said = execute("providers", "explain", "telegram", "POST /sendMessage?chat_id=-7", "--account", "bot");
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("endpoint  send, accounts own, time-out 30s, at most 5 attempts")
                .contains("who       account bot")
                .containsPattern("limit     group +20 per 1m, sliding: takes 1 of account=bot,param:chat_id=-7");
        assertThat(execute("providers", "explain", "telegram", "POST /sendMessage?chat_id=7", "--account", "bot")
                        .out())
                .containsPattern("group +20 per 1m, sliding: does not count it");
    }

    @Test
    void explainNamesTheCredentialsThatMayGo() throws IOException {
        Path credentials = write("c.yaml", """
                - { id: a, provider: telegram, secret: { env: SURELY_NOT_SET_ANYWHERE } }
                - { id: b, provider: telegram, secret: { value: hunter23 } }
                - { id: c, provider: slack, secret: { value: hunter24 } }
                """);
        Said said = execute(
                "providers",
                "explain",
                "telegram",
                "GET /getMe",
                "--credentials",
                credentials.toString(),
                "--credential",
                "b",
                "--json");
        JsonNode json = json(said.out());
        assertThat(json.get("credentials")).hasSize(1).first().isEqualTo(json.at("/credentials/0"));
        assertThat(json.at("/credentials/0").asText()).isEqualTo("b");
        assertThat(said.out()).doesNotContain("hunter");
        Said messages = execute(
                "providers",
                "explain",
                "telegram",
                "POST /sendMessage?chat_id=7",
                "--credentials",
                credentials.toString(),
                "--account",
                "a");
        assertThat(messages.out()).contains("who       a").contains("takes 1 of account=a,param:chat_id=7");
    }

    @Test
    void tryMakesOneCallAndShowsNoSecret() throws IOException {
        try (DemoApi api = DemoApi.start()) {
            Path file = write("p.yaml", """
                    provider: api
                    baseUrl: http://127.0.0.1:%d
                    limits:
                      - { name: window, scope: [account], quota: 30, per: 2s, window: first-call }
                    """.formatted(api.port()));
            Path credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: hunter22 } }\n");
            Said said = execute(
                    "providers", "try", file.toString(), "GET", "/items/1", "--credentials", credentials.toString());
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
            JsonNode json = json(execute(
                            "providers",
                            "try",
                            file.toString(),
                            "GET",
                            "/items/2",
                            "--credentials",
                            credentials.toString(),
                            "--json")
                    .out());
            assertThat(json.at("/answer/status").asInt()).isEqualTo(200);
            assertThat(json.at("/budgets/0/remaining").asInt()).isEqualTo(28);
            assertThat(json.at("/tells/0/limit").asText()).isEqualTo("window");
        }
    }

    @Test
    void tryOfSomebodyWhoIsNotThereIsOneLine() throws IOException {
        Path file = write("p.yaml", "{ provider: api, baseUrl: 'http://127.0.0.1:1', auth: none }");
        refused(
                "GET http://127.0.0.1:1/: not sent, connection-refused",
                "providers",
                "try",
                file.toString(),
                "GET",
                "/");
    }

    @Test
    void tryShowsWhichRuleMeantTheAnswerAndTheExitSaysSo() throws IOException {
        try (DemoApi api = DemoApi.start()) {
            Path file = write("p.yaml", """
                    provider: api
                    baseUrl: http://127.0.0.1:%d
                    auth: none
                    answers:
                      - { when: { status: 418 }, then: ok }
                      - { when: { status: 401 }, then: throttled, hold: { scope: [egress], default: 9s } }
                    """.formatted(api.port()));
            Said said = execute("providers", "try", file.toString(), "GET", "/items/1");
            assertThat(said.exit()).isEqualTo(Main.NOT_ALL_OK);
            assertThat(said.out()).contains("means     throttled, by answers[1]; closes egress for 9s");
        }
    }

    @Test
    void anAnswerWhoseBodyIsTooLargeIsTriedByItsHead() throws IOException {
        try (DemoApi api = DemoApi.start()) {
            Path file = write("p.yaml", """
                    provider: api
                    baseUrl: http://127.0.0.1:%d
                    maxBodyBytes: 8
                    """.formatted(api.port()));
            Path credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: hunter22 } }\n");
            Said said = execute(
                    "providers", "try", file.toString(), "GET", "/items/1", "--credentials", credentials.toString());
            assertThat(said.err()).isEmpty();
            assertThat(said.exit()).isZero();
            assertThat(said.out())
                    .contains("answer    200 after ")
                    .contains("the body is left out: it is larger than 8 bytes, the endpoint's maxBodyBytes")
                    .contains("means     ok, by default");
        }
    }

    /** A secret in the path shows as its template, behind the path of the base URL, where it is sent. */
    @Test
    void aSecretInThePathStandsBehindThatOfTheBaseUrl() throws IOException {
        try (DemoApi api = DemoApi.start()) {
            Path file = write("p.yaml", """
                    provider: api
                    baseUrl: http://127.0.0.1:%d/v3
                    auth: [ { path: "/{token}" }, { header: Authorization, value: x } ]
                    """.formatted(api.port()));
            Path credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: hunter22 } }\n");
            Said said = execute(
                    "providers", "try", file.toString(), "GET", "/x?a=1", "--credentials", credentials.toString());
            assertThat(said.out())
                    .contains("GET http://127.0.0.1:" + api.port() + "/v3/{token}/x?a=1\n")
                    .doesNotContain("hunter22");
        }
    }

    /** Where refusals teach, one that names nothing closes what learning finds, which is not known yet. */
    @Test
    void aRefusalThatTeachesClosesNoDoorThatCouldBeNamed() throws IOException {
        try (DemoApi api = DemoApi.start()) {
            Path file = write("p.yaml", """
                    provider: api
                    baseUrl: http://127.0.0.1:%d
                    auth: none
                    answers: [ { when: { status: 401 }, then: throttled } ]
                    examples:
                      - { name: told, answer: { status: 429, headers: { retry-after: "7" } }, is: throttled, hold: [credential, endpoint], waits: 7s }
                      - { name: untold, answer: { status: 429 }, is: throttled, hold: [egress] }
                    """.formatted(api.port()));
            Said said = execute("providers", "try", file.toString(), "GET", "/items/1");
            assertThat(said.out()).contains("means     throttled, by answers[0]; learning looks into it");
            refused(
                    "p.yaml:7: example 'untold': field 'hold' comes to none: learning looks into it",
                    "providers",
                    "validate",
                    file.toString());
        }
    }

    @Test
    void validateRunsExamplesAndWarns() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: https://api.example.com
                identity: [ User-Agent ]
                examples:
                  - { name: fine, answer: { status: 200 }, is: ok }
                """);
        Said said = execute("providers", "validate", file.toString());
        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo(file + ": good, examples that hold: 1\n");
        assertThat(said.err())
                .startsWith(file + ":3: warning: field 'headers' has no 'User-Agent'")
                .hasLineCount(1);
        write("p.yaml", Files.readString(file).replace("is: ok", "is: failed"));
        refused(
                "p.yaml:5: example 'fine': field 'is' comes to ok by default, expected failed",
                "providers",
                "validate",
                file.toString(),
                "--json");
    }

    @Test
    void aRunTakesAFileThatExtendsABundledOne() throws Exception {
        try (DemoApi api = DemoApi.start()) {
            OneShot shot = new OneShot(folder)
                    .provider(api.port(), "extends: github\nheaders: { User-Agent: me }\n")
                    .credentials("app.a")
                    .requests(5, "GET");
            try (Program run = shot.start("run")) {
                assertThat(OneShot.summary(run).get("ok").asInt()).isEqualTo(5);
            }
            assertThat(shot.responses())
                    .allSatisfy(response ->
                            assertThat(response.get("endpoint").asText()).isEqualTo("read"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "there is no bundled provider 'x1' | providers show x1",
                "nowhere.yaml:1: there is no such file | providers explain nowhere.yaml GET",
                "the request is 'GET', expected a method and a path | providers explain trakt GET",
                "the URL is 'example', expected http | providers new example",
                "field 'baseUrl' is 'https://a.b#c', expected http | providers new https://a.b#c",
                "field 'provider' is 'a/b', expected a name | providers new https://a.b --name a/b",
                "no credential of provider 'trakt' | providers try trakt GET /users/me --account me",
                "field 'method' is | providers try trakt TRACE /",
                "--header is 'x', expected | providers try trakt GET / --header x",
                "expected a verb | providers"
            })
    void badInputIsOneLine(String named, String line) {
        refused(named, line.split(" ", -1));
    }

    private static void refused(String named, String... arguments) {
        Said said = execute(arguments);
        assertThat(said.exit()).isEqualTo(Main.BAD_INPUT);
        assertThat(said.out() + said.err()).contains(named).hasLineCount(1);
    }

    private static JsonNode json(String line) {
        return JsonRecords.tree(line.getBytes(StandardCharsets.UTF_8));
    }

    private static Said execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLineOf(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Said(exit, out.toString(), err.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
