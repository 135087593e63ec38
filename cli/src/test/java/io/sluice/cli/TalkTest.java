package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.engine.Readiness;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.HostPort;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.serde.Format;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that talk to a running pipeline, with a real one: two calls a minute, and a provider that refuses. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TalkTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    /** Requests that the API has not answered yet. */
    private static final BlockingQueue<HttpServerRequest> HANGING = new LinkedBlockingQueue<>();

    private static Vertx vertx;
    private static Engine engine;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(TalkTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Path provider = Files.writeString(folder.resolve("provider.yaml"), """
                provider: slow
                baseUrl: http://127.0.0.1:%1$d
                endpoints: [{ name: two, match: "GET /two/**" }]
                limits: [{ name: two-a-minute, endpoints: [two], scope: [account], quota: 2, per: 1m, window: first-call }]
                ---
                provider: closed
                baseUrl: http://127.0.0.1:%1$d
                ---
                provider: hanging
                baseUrl: http://127.0.0.1:%1$d
                limits: [{ name: one, scope: [provider], quota: 1, per: 20s, window: first-call }]
                """.formatted(server.actualPort()));
        Path credentials = Files.writeString(folder.resolve("credentials.yaml"), """
                - { id: alice, provider: slow, secret: { value: hunter2 } }
                - { id: carol, provider: closed, secret: { value: hunter3 } }
                - { id: dave, provider: hanging, secret: { value: hunter4 } }
                """);
        engine = Engine.start(new EngineSettings(
                folder.resolve("data"),
                folder.resolve("keys"),
                HostPort.loopback(0),
                HostPort.loopback(0),
                Format.AVRO,
                "sluice.",
                2,
                false,
                Settings.DEFAULT,
                ReferenceRules.none(),
                CallerSettings.DEFAULT_DRAIN_MILLIS,
                ProviderFiles.load(List.of(provider.toString())),
                CredentialFiles.load(List.of(credentials.toString()))));
    }

    @AfterAll
    static void stop() {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** An observer says nothing in the topic by which schedulers and callers tell that they work. */
    @Test
    void allIsReadyOnceTheObserversTasksRunToo() {
        AtomicInteger looks = new AtomicInteger();
        BooleanSupplier notYet = () -> looks.incrementAndGet() < 0;
        assertThat(Readiness.await(engine.cluster(), Set.of("default"), notYet, () -> looks.get() >= 2))
                .isFalse();
        assertThat(Readiness.await(engine.cluster(), Set.of("default"), engine::observes, () -> false))
                .isTrue();
    }

    @Test
    void aCallPrintsTheAnswersBodyAndEndsByItsResult() {
        assertThat(say("call", "slow", "GET", "/hello")).isEqualTo(new Verbs.Said(0, "you called /hello", ""));
        assertThat(say("call", "slow", "GET", "/missing").exit()).isEqualTo(3);
        assertThat(say("call", "slow", "GET", "/a/../b").exit()).isEqualTo(2);
        assertThat(say("call", "slow", "POST", "/hello", "--body-json", "{\"a\":1}", "--json")
                        .out())
                .contains("\"result\":\"OK\"");
    }

    @Test
    void whoWaitsIsToldWithTheLimitAndTheInstant() throws Exception {
        Path requests = folder.resolve("requests.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            lines.add("{\"id\":\"two-" + i + "\",\"provider\":\"slow\",\"path\":\"/two/" + i + "\"}");
        }
        Files.write(requests, lines);
        assertThat(say("send", requests.toString()).exit()).isZero();

        Verbs.Said waiting = until(said -> said.out().contains("two-a-minute"), "why", "two-4", "--json");
        assertThat(waiting.json().at("/state").asText()).isEqualTo("waiting");
        assertThat(waiting.json().at("/record/limit").asText()).isEqualTo("two-a-minute");
        assertThat(waiting.json().at("/record/scopeKey").asText()).isEqualTo("account=alice");
        long openedAfter = waiting.json().at("/record/since").asLong();
        assertThat(waiting.json().at("/record/until").asLong()).isBetween(openedAfter + 50_000, openedAfter + 61_000);
        assertThat(say("why", "two-4").out())
                .startsWith("two-4 waits since ")
                .contains("limit two-a-minute of account=alice, until ");
        assertThat(until(said -> said.out().contains("answered"), "why", "two-1", "--json")
                        .exit())
                .isZero();
        assertThat(say("why", "never-sent").exit()).isEqualTo(1);

        Verbs.Said status = until(said -> said.out().contains("\"waiting\":2"), "status", "--json");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.json().at("/until").asLong()).isGreaterThan(openedAfter);
        assertThat(say("status").out()).contains("two-a-minute account=alice").contains("slow:alice");
    }

    @Test
    void whoIsCalledAfterAWaitStandsInNoLine() throws Exception {
        Path requests = Files.writeString(folder.resolve("hanging.jsonl"), """
                {"id":"before","provider":"hanging","path":"/"}
                {"id":"hangs","provider":"hanging","path":"/hang"}
                """);
        assertThat(say("send", requests.toString()).exit()).isZero();
        assertThat(until(said -> said.exit() == 0, "why", "hangs", "--json")
                        .json()
                        .at("/state")
                        .asText())
                .isEqualTo("waiting");
        Verbs.Said called = until(said -> said.out().contains("\"calling\""), "why", "hangs", "--json");
        assertThat(called.json().at("/record/limit").asText()).isEqualTo("one");
        HttpServerRequest hanging = HANGING.poll(60, TimeUnit.SECONDS); // a call is ordered a moment ahead
        assertThat(hanging).isNotNull();
        hanging.response().end();
        until(said -> said.out().contains("\"answered\""), "why", "hangs", "--json");
    }

    @Test
    void aProviderThatAsksToStayAwayIsHeldUntilThen() throws Exception {
        Path requests = Files.writeString(
                folder.resolve("refused.jsonl"), "{\"id\":\"refused\",\"provider\":\"closed\",\"path\":\"/refuse\"}\n");
        assertThat(say("send", requests.toString()).exit()).isZero();
        Verbs.Said held = until(said -> said.out().contains("\"lane\":\""), "why", "refused", "--json");
        long wait = held.json().at("/record/until").asLong()
                - held.json().at("/record/since").asLong();
        assertThat(wait).isBetween(2_850_000L, 2_853_000L);
        Verbs.Said status = until(said -> said.out().contains("\"verdict\":\"held\""), "status", "--json");
        assertThat(status.exit()).isEqualTo(3);
        assertThat(say("status").out()).contains("hold credential=carol,endpoint=other, the provider answered 429");
        assertThat(say("credentials", "list", "--provider", "closed").out()).contains("closed:carol");
    }

    @Test
    void filesWithoutIdsAreAnsweredEachByItself() throws Exception {
        String a = line("/a1") + line("/a2");
        String b = line("/b1") + line("/b2");
        assertThat(results(sent(a), "/a")).containsExactly("OK", "OK");
        assertThat(results(sent(b), "/b")).containsExactly("OK", "OK");

        Verbs.Said again = sent(a);
        assertThat(results(again, "/a")).containsExactly("OK", "OK");
        assertThat(again.out().lines()).hasSize(2).allMatch(line -> line.contains("\"duplicate\":true"));
    }

    @Test
    void linesOfStdinAreKnownAgainToo() throws Exception {
        InputStream stdin = System.in;
        try {
            for (String path : List.of("/in1", "/in2")) {
                System.setIn(new ByteArrayInputStream(line(path).getBytes(StandardCharsets.UTF_8)));
                assertThat(results(say("send", "-", "--wait"), path)).containsExactly("OK");
            }
            assertThat(sent(line("/in2")).out()).contains("\"duplicate\":true");
        } finally {
            System.setIn(stdin);
        }
    }

    @Test
    void credentialsAreListedWithoutTheirSecrets() throws Exception {
        Verbs.Said list = say("credentials", "list", "--json", "--provider", "slow");
        assertThat(list.json().at("/credential").asText()).isEqualTo("alice");
        assertThat(list.json().at("/status").asText()).isEqualTo("active");
        assertThat(list.out()).doesNotContain("hunter2");
    }

    @Test
    void whoSendsAFileIsToldThatNotAllIsWell() throws Exception {
        Path file = Files.writeString(folder.resolve("not-all.jsonl"), line("/fine") + line("/missing"));
        assertThat(say("send", file.toString(), "--wait").exit()).isZero();
        assertThat(say("send", file.toString(), "--wait", "--fail").exit()).isEqualTo(3);
        assertThat(say("send", file.toString(), "--fail").exit()).isEqualTo(2);
    }

    private static void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/refuse" ->
                request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "2852")
                        .putHeader("Content-Type", "application/json")
                        .end("{}");
            case "/hang" -> HANGING.add(request);
            case "/missing" -> request.response().setStatusCode(404).end();
            default -> request.response().end("you called " + request.path());
        }
    }

    private static String line(String path) {
        return "{\"provider\":\"slow\",\"path\":\"" + path + "\"}\n";
    }

    /** Sends a file of its own name and waits for its responses. */
    private static Verbs.Said sent(String requests) throws IOException {
        Path file = Files.createTempFile(folder, "requests", ".jsonl");
        return say("send", Files.writeString(file, requests).toString(), "--wait");
    }

    /** The results of the responses whose bodies tell of a path. */
    private static List<String> results(Verbs.Said said, String path) throws IOException {
        List<String> results = new ArrayList<>();
        for (String line : said.out().lines().toList()) {
            JsonNode response = JSON.readTree(line);
            boolean its = response.at("/body").asText().startsWith("you called " + path);
            results.add(its ? response.at("/result").asText() : line);
        }
        return results;
    }

    /** Says the same until it has the answer that is waited for. */
    private static Verbs.Said until(Predicate<Verbs.Said> good, String... arguments) {
        Verbs.Said said = say(arguments);
        while (!good.test(said)) {
            said = say(arguments);
        }
        return said;
    }

    private static Verbs.Said say(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap",
                engine.bootstrap(),
                "--registry",
                engine.registryUrl().orElseThrow()));
        return Verbs.execute(all.toArray(String[]::new));
    }
}
