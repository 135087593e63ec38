package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.secret.Origin;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call is one exchange on the wire, whatever the server does to its connections. */
class OneExchangeTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final CallLimits ANY_TIME = new CallLimits(LoopbackCalls.NEVER, 5_000, 1_000);

    private final LoopbackCalls calls = new LoopbackCalls();

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void aKeptConnectionThatClosesUnderACallLosesItAndTheCallIsNotSentAgain() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            connections.incrementAndGet();
            connection.readHead();
            connection.write(OK);
            connection.readHead();
            connection.reset();
        })) {
            assertThat(calls.get(server.origin("http"), "/first")).isInstanceOf(HttpResult.Answered.class);

            assertThat(post(server.origin("http"), "/second")).isInstanceOf(HttpResult.Lost.class);
            assertThat(sent(server, "/second")).isEqualTo(1);
            assertThat(connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4000, 1",
        "'', 4001, 2",
        "'Keep-Alive: timeout=5, max=100\r\n', 4000, 1",
        "'Keep-Alive: timeout=5\r\n', 4001, 2",
        "'Keep-Alive: max=100, Timeout = 3\r\n', 2000, 1",
        "'Keep-Alive: timeout=3\r\n', 2001, 2",
        "'Keep-Alive: timeout=1\r\n', 0, 1",
        "'Keep-Alive: timeout=1\r\n', 1, 2",
        "'Keep-Alive: timeout=600\r\n', 4001, 2",
        "'Keep-Alive: timeout=soon\r\n', 4000, 1"
    })
    void aConnectionIsGivenUpBeforeItsServerWouldCloseIt(String header, long rest, int connections) throws IOException {
        AtomicLong now = new AtomicLong(1_000_000);
        AtomicInteger opened = new AtomicInteger();
        try (LoopbackCalls clocked = new LoopbackCalls(now::get, UnaryOperator.identity());
                RawServer server = new RawServer(connection -> {
                    opened.incrementAndGet();
                    while (connection.readHead()) {
                        connection.write("HTTP/1.1 200 OK\r\n" + header + "Content-Length: 2\r\n\r\nok");
                    }
                })) {
            assertThat(clocked.get(server.origin("http"), "/first")).isInstanceOf(HttpResult.Answered.class);
            now.addAndGet(rest);

            assertThat(clocked.get(server.origin("http"), "/second")).isInstanceOf(HttpResult.Answered.class);
            assertThat(opened).hasValue(connections);
            assertThat(server.heads()).hasSize(2);
        }
    }

    @Test
    void connectionsThatRestedTogetherAreAllGivenUp() throws IOException {
        AtomicLong now = new AtomicLong(1_000_000);
        CyclicBarrier together = new CyclicBarrier(3);
        AtomicInteger opened = new AtomicInteger();
        try (LoopbackCalls clocked = new LoopbackCalls(now::get, UnaryOperator.identity());
                RawServer server = new RawServer(connection -> {
                    opened.incrementAndGet();
                    while (connection.readHead()) {
                        await(together);
                        connection.write(OK);
                    }
                })) {
            callThrice(clocked, server);
            now.addAndGet(60_000);

            callThrice(clocked, server);
            assertThat(opened).hasValue(6);
            assertThat(server.heads()).hasSize(6);
        }
    }

    @Test
    void noCallIsEverSeenTwiceWhenTheServerClosesAfterEachAnswerWithoutAWord() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write(OK);
            connection.reset();
        })) {
            for (int i = 0; i < 500; i++) {
                HttpResult result = post(server.origin("http"), "/call-" + i + "-");
                assertThat(result).isInstanceOfAny(HttpResult.Answered.class, HttpResult.Lost.class);
                assertThat(sent(server, "/call-" + i + "-")).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void aNewConnectionThatClosesWithoutAnAnswerLosesTheCall() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::readHead)) {
            HttpResult result = calls.get(server.origin("http"), "/only");

            assertThat(result)
                    .isInstanceOfSatisfying(
                            HttpResult.Lost.class,
                            lost -> assertThat(lost.head()).isEmpty());
            assertThat(sent(server, "/only")).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatBreaksOffKeepsItsHead() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-Left: 7\r\n\r\nhalf");
        })) {
            assertThat(calls.get(server.origin("http"), "/"))
                    .isInstanceOfSatisfying(
                            HttpResult.Lost.class,
                            lost -> assertThat(lost.head())
                                    .hasValueSatisfying(
                                            head -> assertThat(head.headers()).containsEntry("x-left", List.of("7"))));
        }
    }

    @Test
    void whatIsNoHttpIsALostCall() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("220 smtp.example.com ESMTP\r\n");
        })) {
            assertThat(calls.get(server.origin("http"), "/")).isInstanceOf(HttpResult.Lost.class);
            assertThat(sent(server, "/")).isEqualTo(1);
        }
    }

    @Test
    void aTimedOutCallIsNotSentAgainAndItsConnectionNotUsedAgain() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            int number = connections.incrementAndGet();
            connection.readHead();
            if (number == 1) {
                awaitQuietly(over);
            }
            connection.write(OK);
        })) {
            HttpCall slow = LoopbackCalls.get(
                    server.origin("http"), "/slow", new CallLimits(LoopbackCalls.NEVER, 2_000, 1_000));

            assertThat(calls.call(slow)).isInstanceOf(HttpResult.TimedOut.class);
            assertThat(calls.get(server.origin("http"), "/next")).isInstanceOf(HttpResult.Answered.class);
            assertThat(sent(server, "/slow")).isEqualTo(1);
            assertThat(connections).hasValue(2);
            over.countDown();
        }
    }

    private static void callThrice(LoopbackCalls calls, RawServer server) {
        List<CompletableFuture<HttpResult>> results = Stream.generate(
                        () -> calls.start(LoopbackCalls.get(server.origin("http"), "/", ANY_TIME)))
                .limit(3)
                .toList();
        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isInstanceOf(HttpResult.Answered.class));
    }

    private HttpResult post(Origin origin, String target) {
        return calls.call(new HttpCall("POST", origin, target, List.of(), Buffer.buffer(), ANY_TIME));
    }

    private static long sent(RawServer server, String target) {
        return server.heads().stream()
                .filter(head -> head.contains(" " + target + " "))
                .count();
    }

    private static void await(CyclicBarrier barrier) throws IOException {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
