package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.connectors.Clock;
import io.sluice.connectors.secret.Origin;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallClientTest {
    private final LoopbackCalls calls = new LoopbackCalls();

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void anAnswerComesWithStatusHeadersAndBody() throws IOException {
        long before = System.currentTimeMillis() - 1;
        try (RawServer server =
                answering("HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 5\r\n\r\nhello")) {
            assertThat(calls.get(server.origin("http"), "/v1/things?x=%20"))
                    .isInstanceOfSatisfying(HttpResult.Answered.class, answered -> {
                        assertThat(answered.head().status()).isEqualTo(201);
                        assertThat(answered.head().headers()).containsEntry("x-a", List.of("1", "2"));
                        assertThat(answered.body()).hasToString("hello");
                        assertThat(answered.sentAt())
                                .isBetween(before, answered.head().arrivedAt());
                    });
            assertThat(server.heads())
                    .singleElement()
                    .asString()
                    .startsWith("GET /v1/things?x=%20 HTTP/1.1")
                    .containsIgnoringCase(
                            "host: 127.0.0.1:" + server.origin("http").port())
                    .doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void headersAndBodyGoOut() throws IOException {
        StringBuilder got = new StringBuilder();
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            got.append(connection.read(4));
            connection.write("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            HttpResult result = calls.call(new HttpCall(
                    "POST",
                    server.origin("http"),
                    "/",
                    List.of(new Header("X-Two", "a"), new Header("X-Two", "b"), new Header("X-Latin", "caf\u00e9")),
                    Buffer.buffer("body"),
                    limits(1_000)));

            assertThat(result).isInstanceOf(HttpResult.Answered.class);
            assertThat(got).hasToString("body");
            assertThat(server.heads().get(0))
                    .containsIgnoringCase("content-length: 4")
                    .contains("X-Two: a", "X-Two: b", "X-Latin: caf\u00e9");
        }
    }

    @Test
    void aPostWithoutABodySaysSo() throws IOException {
        try (RawServer server = answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            calls.call(new HttpCall("POST", server.origin("http"), "/", List.of(), Buffer.buffer(), limits(1_000)));

            assertThat(server.heads().get(0)).containsIgnoringCase("content-length: 0");
        }
    }

    @Test
    void aRedirectIsAnAnswer() throws IOException {
        try (RawServer server = answering("HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(calls.get(server.origin("http"), "/"))
                    .isInstanceOfSatisfying(
                            HttpResult.Answered.class,
                            answered -> assertThat(answered.head().status()).isEqualTo(302));
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void aBodyAtTheLimitIsReadAndOneByteMoreIsNot() throws IOException {
        try (RawServer server = answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nX-Left: 3\r\n\r\n12345678")) {
            assertThat(calls.call(LoopbackCalls.get(server.origin("http"), "/", limits(8))))
                    .isInstanceOf(HttpResult.Answered.class);
            assertThat(calls.call(LoopbackCalls.get(server.origin("http"), "/", limits(7))))
                    .isInstanceOfSatisfying(HttpResult.TooLarge.class, large -> {
                        assertThat(large.head().status()).isEqualTo(200);
                        assertThat(large.head().headers()).containsEntry("x-left", List.of("3"));
                    });
        }
    }

    @Test
    void anEndlessBodyIsCutOff() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.write("5\r\nhello\r\n");
            }
        })) {
            assertThat(calls.get(server.origin("http"), "/")).isInstanceOf(HttpResult.TooLarge.class);
        }
    }

    @Test
    void theLengthOfABodyThatIsNotSentDoesNotCount() throws IOException {
        try (RawServer server = answering("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n")) {
            assertThat(calls.call(
                            new HttpCall("HEAD", server.origin("http"), "/", List.of(), Buffer.buffer(), limits(10))))
                    .isInstanceOf(HttpResult.Answered.class);
        }
    }

    @Test
    void aBodyThatDripsTimesOutWithItsHead() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n1");
            connection.readHead();
        })) {
            HttpCall call =
                    LoopbackCalls.get(server.origin("http"), "/", new CallLimits(LoopbackCalls.NEVER, 2_000, 1_000));

            assertThat(calls.call(call))
                    .isInstanceOfSatisfying(
                            HttpResult.TimedOut.class,
                            late -> assertThat(late.head()).isPresent());
        }
    }

    @Test
    void aRefusedConnectionSentNothing() throws IOException {
        Origin closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = Origin.of("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertThat(calls.get(closed, "/")).isEqualTo(new HttpResult.NotSent(NotSentReason.CONNECTION_REFUSED));
    }

    @Test
    void aHostWithoutAnAddressSentNothing() {
        assertThat(calls.get(Origin.of("http://nowhere.invalid"), "/")).isInstanceOf(HttpResult.NotSent.class);
    }

    @Test
    void aFailedHandshakeSentNothing() throws IOException {
        try (RawServer server = new RawServer(connection -> connection.write("this is no TLS\r\n\r\n"))) {
            assertThat(calls.get(server.origin("https"), "/"))
                    .isEqualTo(new HttpResult.NotSent(NotSentReason.TLS_FAILED));
        }
    }

    @Test
    void aTimeOutBeforeTheConnectionIsReadySentNothing() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            for (int millis : new int[] {100, 3_001}) {
                CallLimits limits = new CallLimits(LoopbackCalls.NEVER, millis, 1_000);
                HttpCall call = LoopbackCalls.get(server.origin("https"), "/", limits);
                // within 100 ms a server that is there may not have answered yet
                NotSentReason reason = millis == 100 ? NotSentReason.TIMED_OUT : NotSentReason.CONNECT_TIMED_OUT;
                assertThat(calls.call(call)).isEqualTo(new HttpResult.NotSent(reason));
            }
            over.countDown();
        }
    }

    @Test
    void aCallWhoseConnectionIsReadyTooLateDoesNotLeave() throws IOException {
        AtomicLong now = new AtomicLong(1_000);
        try (RawServer server = answering("HTTP/1.1 204 No Content\r\n\r\n");
                LoopbackCalls slow = new LoopbackCalls(now::get, UnaryOperator.identity())) {
            CallLimits limits = new CallLimits(1_000, 5_000, 1_000);

            assertThat(slow.call(LoopbackCalls.get(server.origin("http"), "/in-time", limits)))
                    .isInstanceOf(HttpResult.Answered.class);
            now.incrementAndGet();
            assertThat(slow.call(LoopbackCalls.get(server.origin("http"), "/late", limits)))
                    .isEqualTo(new HttpResult.Late());
            assertThat(slow.get(server.origin("http"), "/after")).isInstanceOf(HttpResult.Answered.class);
            assertThat(server.heads()).hasSize(2).noneMatch(head -> head.contains("/late"));
        }
    }

    @Test
    void aTaskRunsAtItsInstantAndNotBefore() {
        Clock clock = Clock.anchored();
        try (LoopbackCalls timed = new LoopbackCalls(clock, UnaryOperator.identity())) {
            for (int wait : new int[] {0, 1, 7, 50}) {
                CompletableFuture<Long> ran = new CompletableFuture<>();
                long instant = clock.millis() + wait;
                timed.loop().execute(() -> timed.loop().at(instant, () -> ran.complete(clock.millis())));

                assertThat(ran.orTimeout(5, TimeUnit.SECONDS).join()).isGreaterThanOrEqualTo(instant);
            }
        }
    }

    @Test
    void whatWouldBreakOutOfItsLineIsRefused() {
        Origin origin = Origin.of("http://127.0.0.1");
        for (String value : List.of("a\r\nX-Evil: 1", "a\nb", "a\u0000", "\u20ac")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Header("X-A", value))
                    .withMessageNotContaining("Evil");
        }
        for (String name : List.of("", "X A", "X:A", "X\r\nA")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Header(name, "a"));
        }
        for (String target : List.of("", "a", "/a b", "/a\r\nb", "/a#b", "/caf\u00e9")) {
            assertThatIllegalArgumentException().isThrownBy(() -> LoopbackCalls.get(origin, target, limits(1)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpCall("GET / ", origin, "/", List.of(), Buffer.buffer(), limits(1)));
    }

    private static CallLimits limits(int maxBodyBytes) {
        return new CallLimits(LoopbackCalls.NEVER, 5_000, maxBodyBytes);
    }

    private static RawServer answering(String answer) throws IOException {
        return new RawServer(connection -> {
            while (connection.readHead()) {
                connection.write(answer);
            }
        });
    }
}
