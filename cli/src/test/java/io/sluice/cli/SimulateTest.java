package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions: two accounts of 20 calls per 3 s, 200 requests. */
class SimulateTest extends Verbs {
    @BeforeEach
    void writeLimitedFiles() throws IOException {
        provider = write("p.yaml", """
                provider: api
                baseUrl: http://127.0.0.1:1
                concurrency: 64
                limits:
                  - { name: per-account, scope: [account], quota: 20, per: 3s, window: first-call }
                """);
        credentials = write("c.yaml", """
                - { id: alice, provider: api, secret: { env: SURELY_NOT_SET_ANYWHERE } }
                - { id: bob, provider: api, secret: { file: nowhere } }
                """);
        requests = write("r.jsonl", "{\"provider\":\"api\",\"path\":\"/items\"}\n".repeat(200));
    }

    @Test
    void saysWhenAllIsDoneAndWhatHoldsItUp() {
        Said told = file();
        assertThat(told.exit()).isZero();
        assertThat(told.out())
                .containsPattern("done after +12\\.\\d s")
                .containsPattern("answered +200 OK")
                .containsPattern("calls +200, 0 refused")
                .containsPattern("bottleneck +limit per-account, \\d+ % of all waiting")
                .containsPattern("most waited for +account=(alice|bob)")
                .containsPattern("per-account +20 per 3 s, first-call +2 +200 +200 +0 %")
                .containsPattern("one more credential of api: done after 9\\.\\d s \\(-3\\.\\d s, -25 %\\)")
                .contains("a call takes 20 ms")
                .contains("calls per second")
                .contains("█");
    }

    @Test
    void aQuotaThatOnlyAnswersTellIsSaidToBeUnknown() throws IOException {
        Files.writeString(provider, Files.readString(provider).replace("quota: 20", "quota: told"));
        String unknown = "only answers tell the quota of api:per-account: it counts as 1 here";
        assertThat(file().out()).contains(unknown);
        assertThat(file("--what-if", "per-account.quota=20").out())
                .doesNotContain(unknown)
                .containsPattern("done after .* 12\\.\\d s");
        assertThat(file("--json").json().at("/quotaUntold/0").asText()).isEqualTo("api:per-account");
    }

    @Test
    void endsWithOneLineOfJson() throws IOException {
        Said told = file("--json", "--latency", "50ms..200ms");
        assertThat(told.out()).hasLineCount(1);
        JsonNode json = told.json();
        assertThat(json.at("/requests").asInt()).isEqualTo(200);
        assertThat(json.at("/answered").asInt()).isEqualTo(200);
        assertThat(json.at("/results/OK").asInt()).isEqualTo(200);
        assertThat(json.at("/calls").asInt()).isEqualTo(200);
        assertThat(json.at("/refused").asInt()).isZero();
        assertThat(json.at("/elapsedMs").asInt()).isBetween(12_200, 12_900);
        assertThat(json.at("/doneMs").asInt()).isBetween(12_200, 13_100);
        assertThat(json.at("/bottleneck/limit").asText()).isEqualTo("per-account");
        assertThat(json.at("/limits/0/idleShare").isNumber()).isTrue();
        assertThat(json.at("/oneMoreCredential/doneMs").asInt()).isBetween(9_000, 10_000);
        assertThat(json.at("/whatIf").isNull()).isTrue();
        assertThat(told.err()).contains("bottleneck");
    }

    @ParameterizedTest
    @CsvSource({
        "per-account.quota=40, 6000",
        "per-account.per=1s, 4000",
        "credentials=+2, 6000",
        "api:credentials=+8, 0",
        "api:per-account.quota=100, 0"
    })
    void showsWhatWouldBeOtherwise(String change, int bound) throws IOException {
        JsonNode json = file("--json", "--what-if", change).json();
        assertThat(json.at("/elapsedMs").asInt()).isBetween(12_000, 12_300);
        assertThat(json.at("/whatIf/elapsedMs").asInt()).isBetween(bound, bound + 300);
        assertThat(json.at("/whatIf/changes/0").asText()).isEqualTo(change);
    }

    @Test
    void showsBothColumnsAndTheDifference() {
        assertThat(file("--what-if", "per-account.quota=40", "--what-if", "latency=50ms..90ms")
                        .out())
                .contains("what if: per-account.quota=40, latency=50ms..90ms")
                .containsPattern("as declared +what if +difference")
                .containsPattern("done after +12\\.\\d s +6\\.\\d s +-5\\.\\d s, -4\\d %");
    }

    @Test
    void concurrencyCanBeOtherwise() throws IOException {
        provider = write("p.yaml", "provider: api\nbaseUrl: http://127.0.0.1:1\nconcurrency: 10\nlearn: off\n");
        JsonNode json =
                file("--json", "--latency", "1s", "--what-if", "concurrency=20").json();
        assertThat(json.at("/elapsedMs").asInt()).isBetween(19_000, 20_000);
        assertThat(json.at("/whatIf/elapsedMs").asInt()).isBetween(9_000, 9_600);
        assertThat(json.at("/bottleneck/why").asText()).isEqualTo("concurrency");
    }

    @Test
    void aRateIsHeldOrPilesUp() throws IOException {
        JsonNode held = rate("10", "10m").json();
        assertThat(held.at("/requests").asInt()).isBetween(5_700, 6_300);
        assertThat(held.at("/open").asInt()).isLessThan(200);
        JsonNode piles = rate("20", "10m").json();
        assertThat(piles.at("/open").asInt()).isBetween(3_500, 4_500);
        assertThat(piles.at("/doneMs").isNull()).isTrue();
        assertThat(piles.at("/oneMoreCredential/open").asInt()).isLessThan(500);
    }

    @Test
    void aRateOfWritesTakesAccountsInTurn() throws IOException {
        JsonNode json = rate("5", "5m", "--endpoint-path", "POST /items", "--endpoint-path", "GET /items")
                .json();
        assertThat(json.at("/results/OK").asInt()).isGreaterThan(1_400);
    }

    @Test
    void hoursOfVirtualTimeTakeNoTime() throws IOException {
        JsonNode json = rate("2", "6h").json();
        assertThat(json.at("/coveredMs").asLong()).isBetween(6 * 3_600_000L - 30_000, 6 * 3_600_000L);
        assertThat(json.at("/doneMs").isNull()).isTrue();
    }

    @Test
    void whatIsNotDoneInTimeSaysSo() throws IOException {
        Said told = file("--duration", "8s", "--json");
        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.err()).containsPattern("done after +not done after 8.0 s");
        assertThat(told.json().at("/open").asInt()).isEqualTo(80);
    }

    @Test
    void requestsThatAreNeverCalledAreRejected() throws IOException {
        requests = write("r.jsonl", """
                {"provider":"other","path":"/"}
                {"provider":"api","method":"POST","path":"/"}
                {"provider":"api","path":"/"}
                """);
        assertThat(file().out()).contains("1 OK, 2 REJECTED (unknown-provider, account-required)");
    }

    @Test
    void theReportNeedsNothingElse() throws IOException {
        Path report = folder.resolve("report.html");
        assertThat(file("--report", report.toString(), "--what-if", "credentials=+1")
                        .exit())
                .isZero();
        assertThat(Files.readString(report))
                .contains("\"name\":\"what if\"")
                .contains("\"name\":\"per-account\"")
                .contains("var uPlot=")
                .contains("Permission is hereby granted")
                .doesNotContain("{{")
                .doesNotContainPattern("(src|href)=");
    }

    /** Requests decide whether there are keys of it. */
    @Test
    void aLimitThatOnlyOneOfTwoPredictionsReachesIsIdleThereOnly() throws IOException {
        Files.writeString(
                provider,
                "  - { name: items, scope: [\"param:item\"], quota: 40, per: 1m, window: sliding }\n",
                StandardOpenOption.APPEND);
        requests = write("r.jsonl", "{\"provider\":\"api\",\"path\":\"/?item=1\"}\n".repeat(20));
        assertThat(file("--duration", "5s", "--what-if", "latency=20s").out())
                .containsPattern("items +40 per 1 min, sliding +1 +20 +40 +50 % +-\n");
        assertThat(file("--duration", "5s", "--latency", "20s", "--what-if", "latency=20ms")
                        .out())
                .doesNotContain("items ")
                .containsPattern("per-account .* \\d+ %\n");
    }

    @Test
    void theSameSeedSaysTheSame() {
        String[] more = {"--json", "--latency", "5ms..500ms", "--begin", "2026-01-01T00:00:00Z", "--seed", "7"};
        assertThat(file(more).out()).isEqualTo(file(more).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--latency fast | --latency is 'fast', expected a duration such as 50ms",
                "--latency 9s..1s | --latency is '9s..1s'",
                "--what-if nothing | --what-if is 'nothing', expected LIMIT.quota=N",
                "--what-if nope.quota=5 | no limit is named 'nope', expected one of per-account",
                "--what-if other:credentials=+1 | no provider is named 'other', expected one of api",
                "--what-if credentials=2 | expected +N as in credentials=+2",
                "--what-if per-account.quota=0 | expected a whole number from 1",
                "--what-if per-account.per=soon | 'soon' is no duration",
                "--duration long | --duration is 'long', expected one such as 90s, 6h or 30d",
                "--begin today | --begin is 'today', expected an instant",
                "--rate 5 --duration 1h | either --requests R or --rate N",
                "--provider api | --provider and --endpoint-path go with --rate",
                "--report /nowhere/at/all.html | all.html:1: --report cannot be written"
            })
    void aWrongFlagIsOneLine(String flags, String message) {
        Said told = file(flags.split(" "));
        refused(message, told);
    }

    /** Tokens are counted exactly, for each ms, which a number of 64 bits must hold. */
    @Test
    void aBucketThatCouldNotBeCountedIsOneLine() throws IOException {
        Files.writeString(
                provider,
                Files.readString(provider).replace("per: 3s, window: first-call", "per: 30d, window: bucket"));
        Said told = file("--what-if", "per-account.quota=900000000000");
        refused("limit 'per-account' is a bucket, expected a quota of 889", told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0 --duration 1h | --rate is 0.0",
                "--rate 5 | --duration is needed with --rate",
                "--rate 5 --duration 1h --provider x | --provider is 'x', expected one of api",
                "--rate 5 --duration 1h --endpoint-path /x | --endpoint-path is '/x', expected a method and a path such as GET /items?x=1",
                "'' | either --requests R or --rate N is needed"
            })
    void aWrongRateIsOneLine(String flags, String message) {
        Said told = simulate(flags.isEmpty() ? new String[0] : flags.split(" "));
        refused(message, told);
    }

    @Test
    void aBrokenFileIsOneLineAsForRun() throws IOException {
        requests = write("r.jsonl", "{\"provider\":\"api\",\"path\":\"/\",\"colour\":1}\n");
        Said told = file();
        refused("r.jsonl:1: unknown field 'colour'", told);
    }

    private Said file(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--requests", requests.toString()));
        arguments.addAll(List.of(more));
        return simulate(arguments.toArray(String[]::new));
    }

    private Said rate(String rate, String duration, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--rate", rate, "--duration", duration, "--json"));
        arguments.addAll(List.of(more));
        return simulate(arguments.toArray(String[]::new));
    }

    private Said simulate(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("simulate", "--providers", provider.toString(), "--credentials", credentials.toString()));
        arguments.addAll(List.of(more));
        return execute(arguments.toArray(String[]::new));
    }
}
