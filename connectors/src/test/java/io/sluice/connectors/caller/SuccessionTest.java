package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Await;
import io.sluice.connectors.http.RawServer;
import io.sluice.schemas.ApiCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls that take the places of others, against a server that answers when it is told what. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SuccessionTest {
    private static final long NOW = 1_000_000;
    private static final long START_BY = NOW + 5_000;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(NOW);
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private CallMakerRig rig;
    private RawServer server;

    /** What the server answers, when it is let. */
    private static final class Answer {
        private final CountDownLatch let = new CountDownLatch(1);
        private volatile String status = "200 OK";
    }

    @BeforeEach
    void start() throws IOException {
        rig = new CallMakerRig(folder, now::get, outcomes);
        server = new RawServer(connection -> {
            while (connection.readHead()) {
                Answer answer = answer(connection.head().replaceFirst("(?s)GET /(\\S*).*", "$1"));
                await(answer.let);
                connection.write("HTTP/1.1 " + answer.status + "\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        answers.values().forEach(answer -> answer.let.countDown());
        server.close();
        rig.close();
    }

    @Test
    void aCallBeginsWhenTheOneBeforeItHasBeenAnswered() throws InterruptedException {
        rig.maker.accept(List.of(call("first"), call("second", "first")));
        awaitHead("first");
        assertThat(outcomes.silentFor(Duration.ofMillis(200))).isTrue();
        assertThat(server.heads()).hasSize(1);

        answer("first", "200 OK");

        awaitHead("second");
        answer("second", "200 OK");
        assertThat(List.of(outcomes.next(), outcomes.next())).containsExactly("first: Answered", "second: Answered");
    }

    @Test
    void aCallThatComesLaterThanTheAnswerBeginsAtOnce() throws InterruptedException {
        answer("first", "404 Not Found");
        answer("second", "200 OK");
        rig.maker.accept(List.of(call("first")));
        assertThat(outcomes.next()).isEqualTo("first: Answered");

        rig.maker.accept(List.of(call("second", "first")));

        assertThat(outcomes.next()).isEqualTo("second: Answered");
    }

    @Test
    void aCallWaitsForAllThatItComesAfter() throws InterruptedException {
        rig.maker.accept(List.of(call("one"), call("other"), call("last", "one", "other")));
        awaitHead("one");
        awaitHead("other");

        answer("other", "200 OK");
        assertThat(outcomes.next()).isEqualTo("other: Answered");
        assertThat(outcomes.silentFor(Duration.ofMillis(200))).isTrue();
        answer("one", "200 OK");

        assertThat(outcomes.next()).isEqualTo("one: Answered");
        awaitHead("last");
    }

    @Test
    void afterARefusalNobodyTakesThePlace() throws InterruptedException {
        rig.maker.accept(List.of(call("first"), call("second", "first"), call("third", "second")));
        awaitHead("first");

        answer("first", "429 Too Many Requests");

        assertThat(List.of(outcomes.next(), outcomes.next(), outcomes.next()))
                .containsExactly("first: Answered", "second: place-gone", "third: place-gone");
        assertThat(server.heads()).hasSize(1);
    }

    @Test
    void thePlaceOfACallThatIsNotKnownHereIsGone() throws InterruptedException {
        rig.maker.accept(List.of(call("second", "made-elsewhere")));

        assertThat(outcomes.next()).isEqualTo("second: place-gone");
        assertThat(server.heads()).isEmpty();
    }

    @Test
    void aCallWhosePlaceIsFreeTooLateIsNotMade() throws InterruptedException {
        rig.maker.accept(List.of(call("first"), call("second", "first")));
        awaitHead("first");

        now.set(START_BY + 1);

        assertThat(outcomes.next()).isEqualTo("second: place-gone");
        answer("first", "200 OK");
        assertThat(outcomes.next()).isEqualTo("first: Answered");
        assertThat(server.heads()).hasSize(1);
        Await.until(() -> rig.maker.inFlight().number() == 0, rig.maker.inFlight()::number);
    }

    private ApiCall call(String id, String... after) {
        return Calls.to(server.origin("http") + "/" + id, id, START_BY)
                .setAuth(List.of())
                .setTimeoutMs(60_000)
                .setAfter(List.of(after))
                .build();
    }

    private Answer answer(String id) {
        return answers.computeIfAbsent(id, name -> new Answer());
    }

    private void answer(String id, String status) {
        answer(id).status = status;
        answer(id).let.countDown();
    }

    private void awaitHead(String id) {
        Await.until(() -> server.heads().stream().anyMatch(head -> head.contains("/" + id + " ")), server::heads);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody let the server answer");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
