package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.demo.DemoApi;
import io.sluice.policy.file.Bundled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools for provider files. */
class ProvidersTest extends Verbs {
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
        assertThat(execute("providers", "show", "telegram", "--json")
                        .json()
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
        JsonNode json = said.json();
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
}
