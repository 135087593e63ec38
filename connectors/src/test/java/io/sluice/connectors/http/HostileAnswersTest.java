package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Await;
import io.sluice.connectors.secret.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers without end, and more answers than there is memory for. */
@Timeout(60)
class HostileAnswersTest {
    private static final int KIB = 1024;

    private final LoopbackCalls calls = new LoopbackCalls(10 * KIB);

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        try (RawServer server = endless("HTTP/1.1 200 OK\r\n", "X-A: " + "a".repeat(1_000) + "\r\n")) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void soIsOneHeaderWithoutEnd() throws IOException {
        try (RawServer server = endless("HTTP/1.1 200 OK\r\nX-A: ", "a".repeat(1_000))) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void soIsAStatusLineWithoutEnd() throws IOException {
        try (RawServer server = endless("HTTP/1.1 200 ", "a".repeat(1_000))) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void trailersWithoutEndAreCutOff() throws IOException {
        try (RawServer server = endless(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X-A: " + "a".repeat(1_000) + "\r\n")) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void soIsTheExtensionOfAChunk() throws IOException {
        try (RawServer server =
                endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=", "a".repeat(1_000))) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void chunksOfOneByteWithoutEndAreCutOff() throws IOException {
        try (RawServer server = endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")) {
            assertThat(get(server, 10_000)).isInstanceOf(HttpResult.TooLarge.class);
        }
    }

    @Test
    void informationWithoutEndTimesOut() throws IOException {
        for (String information : List.of("100 Continue", "102 Processing", "103 Early Hints")) {
            try (RawServer server = endless("", "HTTP/1.1 " + information + "\r\nX-A: a\r\n\r\n")) {
                assertThat(get(server, 1_500))
                        .as(information)
                        .isInstanceOfAny(HttpResult.TimedOut.class, HttpResult.Lost.class);
            }
        }
    }

    @Test
    void anAnswerBehindAnInterimOneGoesToNoOtherCall() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst");
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Lost.class);
            }
        }
    }

    @Test
    void aBodyWhereNoneMayBeSpoilsNoOtherCall() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            while (connection.readHead()) {
                connection.write("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nfirst");
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, 10_000)).isInstanceOfSatisfying(HttpResult.Answered.class, answered -> {
                    assertThat(answered.head().status()).isEqualTo(204);
                    assertThat(answered.body().length()).isZero();
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"204 No Content", "204 No Content\r\nContent-Length: 0", "304 Not Modified\r\nContent-Length: 5"
            })
    void anAnswerThatHasRightlyNoBodyKeepsItsConnection(String answer) throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            connections.incrementAndGet();
            while (connection.readHead()) {
                connection.write("HTTP/1.1 " + answer + "\r\n\r\n");
            }
        })) {
            for (int i = 0; i < 3; i++) {
                assertThat(get(server, 10_000)).isInstanceOf(HttpResult.Answered.class);
            }
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aBodyThatDripsForEverTimesOut() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.write("1\r\nx\r\n");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        })) {
            assertThat(get(server, 2_000)).isInstanceOf(HttpResult.TimedOut.class);
        }
    }

    @Test
    void bodiesAreReadAsTheirMemoryAllowsAndAllOfThem() throws Exception {
        String body = "x".repeat(4 * KIB);
        try (RawServer server = new RawServer(connection -> {
            while (connection.readHead()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        })) {
            List<CompletableFuture<HttpResult>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(calls.start(call(server.origin("http"), 20_000)));
            }
            server.awaitHeads(8);
            Await.until(() -> results.stream().filter(CompletableFuture::isDone).count() >= 2, () -> results);
            assertThat(results.stream().filter(CompletableFuture::isDone).count())
                    .as("of 10 KiB")
                    .isEqualTo(2);
            for (int released = 0; released < 8; released++) {
                CompletableFuture.anyOf(results.toArray(CompletableFuture[]::new))
                        .get(10, TimeUnit.SECONDS);
                int next = 0;
                while (!results.get(next).isDone()) {
                    next++;
                }
                HttpResult result = results.remove(next).join();
                assertThat(result).isInstanceOf(HttpResult.Answered.class);
                calls.memory().release(result.heldBytes());
            }
            assertThat(calls.memory().placesOf(10)).isEqualTo(10);
        }
    }

    @Test
    void soDoesTheMemoryForHeadsOfManyShortHeaders() throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
        for (int i = 0; i < 5_000; i++) {
            head.append("a").append(i).append(":1\r\n");
        }
        try (RawServer server = new RawServer(connection -> {
            while (connection.readHead()) {
                connection.write(head + "\r\n");
            }
        })) {
            HttpResult result = get(server, 10_000);
            assertThat(result.heldBytes()).isGreaterThan(1_000_000);
            assertThat(calls.memory().full()).isTrue();
            calls.memory().release(result.heldBytes());
            assertThat(calls.memory().full()).isFalse();
        }
    }

    @Test
    void anAnswerThatWaitsForMemoryTimesOutAndLeavesNothingBehind() throws IOException {
        try (RawServer server = new RawServer(connection -> {
            while (connection.readHead()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n" + "x".repeat(4_096));
            }
        })) {
            calls.memory().take(8 * KIB);
            HttpResult waiting = get(server, 2_000);
            assertThat(waiting).isInstanceOf(HttpResult.TimedOut.class);
            calls.memory().release(8 * KIB + waiting.heldBytes());
            HttpResult next = get(server, 10_000);
            assertThat(next).isInstanceOf(HttpResult.Answered.class);
            calls.memory().release(next.heldBytes());
            calls.memory().take(10 * KIB - 1);
            assertThat(calls.memory().full()).isFalse();
        }
    }

    private HttpResult get(RawServer server, long timeoutMillis) {
        return calls.call(call(server.origin("http"), timeoutMillis));
    }

    private static HttpCall call(Origin origin, long timeoutMillis) {
        return LoopbackCalls.get(origin, "/", new CallLimits(LoopbackCalls.NEVER, timeoutMillis, 8 * KIB));
    }

    private static RawServer endless(String first, String again) throws IOException {
        return new RawServer(connection -> {
            connection.readHead();
            connection.write(first);
            while (true) {
                connection.write(again);
            }
        });
    }
}
