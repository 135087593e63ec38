package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Await;
import io.sluice.connectors.http.RawServer;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole caller, on a real broker and a real server. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HttpCallerTest {
    @TempDir
    static Path brokerFolder;

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private Pipeline pipeline;
    private OutcomeReader outcomes;
    private RawServer server;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerSettings.in(brokerFolder));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        pipeline = new Pipeline(broker, folder, "test-" + TESTS.incrementAndGet() + ".");
        outcomes = pipeline.outcomes();
        server = new RawServer(connection -> {
            while (connection.readHead()) {
                if (server.heads().stream().anyMatch(head -> head.contains("/gated"))) {
                    awaitGate();
                }
                connection.write(
                        "HTTP/1.1 200 OK\r\nX-Echo: Bearer hunter2\r\nContent-Length: 13\r\n\r\nyour: hunter2");
            }
        });
        pipeline.credential(server.origin("http"), "hunter2");
    }

    @AfterEach
    void stop() throws IOException {
        gate.countDown();
        server.close();
        outcomes.close();
        pipeline.close();
    }

    @Test
    void aCallIsMadeWithItsSecretWhichDoesNotComeBack() throws Exception {
        try (HttpCaller caller = started(pipeline.settings("c1"))) {
            assertThat(caller.failure().toCompletableFuture()).isNotDone();
            pipeline.call(1, call("a"));

            CallOutcome outcome = outcomes.of("a");

            assertThat(server.heads()).singleElement().asString().contains("Authorization: Bearer hunter2");
            assertThat(outcome.getKind()).isEqualTo(OutcomeKind.ANSWERED);
            assertThat(outcome.getStatus()).isEqualTo(200);
            assertThat(outcome.getHeaders()).containsEntry("x-echo", List.of("Bearer [secret]"));
            assertThat(StandardCharsets.UTF_8.decode(outcome.getBody()).toString())
                    .isEqualTo("your: [secret]");
            assertThat(outcome.getRequestId()).isEqualTo("request-of-a");
            assertThat(outcome.getCaller()).isEqualTo("c1");
            assertThat(outcome.getAnsweredAt()).isGreaterThanOrEqualTo(outcome.getSentAt());
        }
    }

    @Test
    void aCallThatIsReadTooLateIsNotStarted() throws Exception {
        try (HttpCaller caller = started(pipeline.settings("c1"))) {
            pipeline.call(0, call("late").setStartBy(System.currentTimeMillis() - 1));

            CallOutcome outcome = outcomes.of("late");

            assertThat(outcome.getKind()).isEqualTo(OutcomeKind.NOT_STARTED);
            assertThat(outcome.getReason()).isEqualTo("late");
            assertThat(outcome.getSentAt()).isNull();
            assertThat(server.heads()).isEmpty();
            assertThat(caller.failure().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void eachEgressTakesItsOwnCallsAlone() throws Exception {
        try (HttpCaller caller = started(pipeline.settings("c1").withEgresses(Set.of("east")))) {
            pipeline.call(0, call("west").setEgress("west"));
            pipeline.call(0, call("east").setEgress("east"));

            outcomes.of("east");

            assertThat(server.heads()).hasSize(1);
            assertThat(caller.failure().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aCallerThatClosesWithdrawsItsPlacesAndFinishesItsCalls() throws Exception {
        HttpCaller caller = started(pipeline.settings("c1"));
        callGated();

        Thread closing = new Thread(caller::close);
        closing.start();
        outcomes.awaitPlaces("c1", 0);
        assertThat(closing.isAlive()).isTrue();
        gate.countDown();
        closing.join();

        assertThat(outcomes.of("gated").getKind()).isEqualTo(OutcomeKind.ANSWERED);
    }

    @Test
    void aCallerThatClosesLeavesTheNextCallsToOthersWhileItsOwnTakeTheirTime() throws Exception {
        HttpCaller first = started(pipeline.settings("c1").asStaticMember());
        callGated();

        Thread closing = new Thread(first::close);
        closing.start();
        Draining draining = first.draining().toCompletableFuture().get(15, TimeUnit.SECONDS);
        assertThat(draining.calls()).isEqualTo(1);
        assertThat(draining.millis()).isBetween(600_000L, 665_000L);
        try (HttpCaller second = started(pipeline.settings("c2").asStaticMember())) {
            for (int partition = 0; partition < Pipeline.PARTITIONS; partition++) {
                pipeline.call(partition, call("next-" + partition));
                assertThat(outcomes.of("next-" + partition).getCaller()).isEqualTo("c2");
            }
            assertThat(second.failure().toCompletableFuture()).isNotDone();
        }
        assertThat(closing.isAlive()).isTrue();
        gate.countDown();
        closing.join();

        assertThat(outcomes.of("gated").getKind()).isEqualTo(OutcomeKind.ANSWERED);
        assertThat(outcomes.of("gated").getCaller()).isEqualTo("c1");
    }

    @Test
    void aCallThatOutlastsTheDrainIsReportedLost() throws Exception {
        HttpCaller caller = started(pipeline.settings("c1").withDrainMillis(100));
        callGated();

        caller.close();

        assertThat(outcomes.of("gated").getKind()).isEqualTo(OutcomeKind.CONNECTION_LOST);
    }

    @Test
    void callsOrderedBeforeTheFirstStartAreNotMadeAndThoseAfterAnyStartAre() throws Exception {
        pipeline.call(0, call("before-all"));
        try (HttpCaller first = started(pipeline.settings("c1"))) {
            assertThat(first.failure().toCompletableFuture()).isNotDone();
        }
        pipeline.call(0, call("in-between"));

        try (HttpCaller second = pipeline.start(pipeline.settings("c2"))) {
            assertThat(outcomes.of("in-between").getKind()).isEqualTo(OutcomeKind.ANSWERED);
            assertThat(second.failure().toCompletableFuture()).isNotDone();
        }
        assertThat(server.heads()).hasSize(1);
    }

    @Test
    void aCallerThatOpensNoSecretSaysSoAndLeavesTheCallsToOthersUntilItDoes() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        try (HttpCaller useful = pipeline.start(pipeline.settings("c1"));
                HttpCaller useless = pipeline.start(pipeline.settings("c2", inFiles(secrets)))) {
            outcomes.awaitPlaces("c1", CallerSettings.DEFAULT_PLACES);
            awaitUnready(useless, "cannot open 1 of 1 credentials: give --secrets-env, --secrets-dir, --credentials");
            assertThat(useful.unready()).isEmpty();
            for (int call = 0; call < 2 * Pipeline.PARTITIONS; call++) {
                pipeline.call(call % Pipeline.PARTITIONS, call("call-" + call));
                assertThat(outcomes.of("call-" + call).getCaller()).isEqualTo("c1");
            }

            Files.writeString(secrets.resolve("bob"), "hunter2");
            pipeline.credentialInFile("bob", "bob");
            outcomes.awaitAnyPlaces("c2");
            assertThat(useless.unready()).noneMatch(why -> why.contains("credentials"));
        }
    }

    @Test
    void aCallerWhoseSecretsCeaseToOpenLeavesTheCallsToOthersAndComesBackWhenOneOpens() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Path bob = Files.writeString(secrets.resolve("bob"), "hunter2");
        pipeline.credentialInFile("bob", "bob");
        try (HttpCaller forgetful = pipeline.start(pipeline.settings("c2", inFiles(secrets)))) {
            outcomes.awaitPlaces("c2", CallerSettings.DEFAULT_PLACES);
            Files.delete(bob);
            outcomes.awaitPlaces("c2", 0);
            awaitUnready(forgetful, "cannot open 2 of 2 credentials");
            try (HttpCaller other = started(pipeline.settings("c1"))) {
                assertThat(other.unready()).isEmpty();
            }

            Files.writeString(bob, "hunter2");
            outcomes.awaitPlaces("c2", CallerSettings.DEFAULT_PLACES);
            assertThat(forgetful.failure().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whileCallersComeAndGoEachCallIsMadeOnce() throws Exception {
        int calls = 600;
        HttpCaller first = started(pipeline.settings("c1"));
        for (int i = 0; i < calls / 3; i++) {
            pipeline.call(i % 2, call("call-" + i));
        }
        HttpCaller second = pipeline.start(pipeline.settings("c2"));
        for (int i = calls / 3; i < 2 * calls / 3; i++) {
            pipeline.call(i % 2, call("call-" + i));
        }
        outcomes.awaitAnyPlaces("c2");
        Thread closing = new Thread(first::close);
        closing.start();
        for (int i = 2 * calls / 3; i < calls; i++) {
            pipeline.call(i % 2, call("call-" + i));
        }

        for (int i = 0; i < calls; i++) {
            assertThat(outcomes.of("call-" + i).getKind()).isEqualTo(OutcomeKind.ANSWERED);
        }
        assertThat(server.heads().stream().map(head -> head.lines().findFirst().orElseThrow()))
                .doesNotHaveDuplicates()
                .hasSize(calls);
        closing.join();
        second.close();
    }

    private SecretSettings inFiles(Path secrets) {
        ReferenceRules rules = new ReferenceRules(Optional.of(secrets), Optional.empty());
        return new SecretSettings(folder.resolve("other-keys"), rules, List.of(), Map.of());
    }

    /** Orders a call that is answered once the gate opens, and waits until it is made. */
    private void callGated() throws Exception {
        pipeline.call(0, call("gated").setUrl(server.origin("http") + "/gated").setTimeoutMs(600_000));
        server.awaitHeads(1);
    }

    /** Starts a caller and waits until its places are known. */
    private HttpCaller started(CallerSettings settings) throws Exception {
        HttpCaller caller = pipeline.start(settings);
        outcomes.awaitPlaces(settings.name(), CallerSettings.DEFAULT_PLACES);
        return caller;
    }

    private static void awaitUnready(HttpCaller caller, String why) {
        Await.until(() -> caller.unready().stream().anyMatch(reason -> reason.startsWith(why)), caller::unready);
    }

    private ApiCall.Builder call(String id) {
        return Calls.to(server.origin("http") + "/" + id, id, System.currentTimeMillis() + 60_000);
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
