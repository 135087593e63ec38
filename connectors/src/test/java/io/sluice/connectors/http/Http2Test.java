package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Clock;
import io.sluice.connectors.secret.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls over TLS, to a server that speaks HTTP/2. */
class Http2Test {
    private static final long REFUSED_STREAM = 0x7;
    private static final long CANCEL = 0x8;
    private static final int LARGE = 200 * 1024;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private HttpServerResponse last;
    private PfxOptions certificate;
    private Origin origin;

    @BeforeEach
    void startServer() throws Exception {
        certificate = new PfxOptions().setPath(makeCertificate().toString()).setPassword("changeit");
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(certificate);
        int port = vertx.createHttpServer(options)
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(this::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        origin = Origin.of("https://127.0.0.1:" + port);
    }

    @AfterEach
    void stopServer() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void http2IsSpokenWhereTheServerTakesIt() {
        try (LoopbackCalls calls = trusting()) {
            assertThat(calls.get(origin, "/ok"))
                    .isInstanceOfSatisfying(
                            HttpResult.Answered.class,
                            answered -> assertThat(answered.body()).hasToString("HTTP_2"));
        }
    }

    @Test
    void aRefusedStreamIsACallThatWasNotMade() {
        try (LoopbackCalls calls = trusting()) {
            assertThat(calls.get(origin, "/refuse")).isEqualTo(new HttpResult.NotSent(NotSentReason.REFUSED_STREAM));
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void aStreamThatIsResetOtherwiseIsALostCall() {
        try (LoopbackCalls calls = trusting()) {
            assertThat(calls.get(origin, "/cancel")).isInstanceOf(HttpResult.Lost.class);
            assertThat(seen).hasValue(1);
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForGetsNoCall() {
        try (LoopbackCalls calls = new LoopbackCalls()) {
            assertThat(calls.get(origin, "/ok")).isEqualTo(new HttpResult.NotSent(NotSentReason.TLS_FAILED));
            assertThat(seen).hasValue(0);
        }
    }

    @Test
    void aCertificateForAnotherNameGetsNoCall() {
        try (LoopbackCalls calls = trusting()) {
            assertThat(calls.get(Origin.of("https://localhost:" + origin.port()), "/ok"))
                    .isEqualTo(new HttpResult.NotSent(NotSentReason.TLS_FAILED));
            assertThat(seen).hasValue(0);
        }
    }

    @Test
    void aBodyThatWaitsForMemoryHoldsUpNoOtherOnItsConnection() throws Exception {
        try (LoopbackCalls calls =
                new LoopbackCalls(Clock.anchored(), LARGE + 1, options -> options.setTrustOptions(certificate))) {
            connect(calls, origin);
            CallLimits limits = new CallLimits(LoopbackCalls.NEVER, 10_000, LARGE + 1);
            CompletableFuture<HttpResult> first = calls.start(LoopbackCalls.get(origin, "/large-last", limits));
            CompletableFuture<HttpResult> second = calls.start(LoopbackCalls.get(origin, "/large-first", limits));

            HttpResult read = first.get(15, TimeUnit.SECONDS);
            assertThat(second).isNotDone();
            calls.memory().release(read.heldBytes());

            for (HttpResult result : List.of(read, second.get(15, TimeUnit.SECONDS))) {
                assertThat(result)
                        .isInstanceOfSatisfying(
                                HttpResult.Answered.class,
                                answered -> assertThat(answered.body().length()).isEqualTo(LARGE));
            }
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aCallOnAStreamThatTheServerNoLongerTakesIsACallThatWasNotMade() throws Exception {
        try (LoopbackCalls calls = trusting()) {
            connect(calls, origin);
            CallLimits limits = new CallLimits(LoopbackCalls.NEVER, 10_000, 1_000);
            CompletableFuture<HttpResult> before = calls.start(LoopbackCalls.get(origin, "/held", limits));
            CompletableFuture<HttpResult> behind = calls.start(LoopbackCalls.get(origin, "/go-away", limits));

            assertThat(behind.get(15, TimeUnit.SECONDS))
                    .isEqualTo(new HttpResult.NotSent(NotSentReason.REFUSED_STREAM));
            assertThat(before.get(15, TimeUnit.SECONDS)).isInstanceOf(HttpResult.Answered.class);
            assertThat(calls.get(origin, "/ok")).isInstanceOf(HttpResult.Answered.class);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void aCallThatTheServerHadTakenWhenItWentAwayIsLost() throws Exception {
        try (LoopbackCalls calls = trusting()) {
            assertThat(calls.get(origin, "/take-and-close")).isInstanceOf(HttpResult.Lost.class);
        }
    }

    @Test
    void aConnectionOnWhichNothingComesAnyMoreIsGivenUpAfterATimeOut() throws Exception {
        AtomicBoolean silent = new AtomicBoolean();
        Origin through = Origin.of("https://127.0.0.1:" + startProxy(silent));
        try (LoopbackCalls calls = trusting()) {
            connect(calls, through);
            silent.set(true);
            CompletableFuture<HttpResult> patient =
                    calls.start(LoopbackCalls.get(through, "/ok", new CallLimits(LoopbackCalls.NEVER, 60_000, 1_000)));
            HttpCall hasty = LoopbackCalls.get(through, "/ok", new CallLimits(LoopbackCalls.NEVER, 200, 1_000));
            assertThat(calls.call(hasty)).isInstanceOf(HttpResult.TimedOut.class);

            assertThat(patient.get(30, TimeUnit.SECONDS)).isInstanceOf(HttpResult.Lost.class);
            assertThat(calls.get(through, "/ok")).isInstanceOf(HttpResult.Answered.class);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void aConnectionOnWhichACallTimedOutIsAskedAndUsedAgainWhereItAnswers() throws Exception {
        try (LoopbackCalls calls = trusting()) {
            connect(calls, origin);
            HttpCall hasty = LoopbackCalls.get(origin, "/held", new CallLimits(LoopbackCalls.NEVER, 1_000, 1_000));
            CompletableFuture<HttpResult> patient = calls.start(
                    LoopbackCalls.get(origin, "/asked", new CallLimits(LoopbackCalls.NEVER, 60_000, 1_000)));

            assertThat(calls.call(hasty)).isInstanceOf(HttpResult.TimedOut.class);

            assertThat(patient.get(30, TimeUnit.SECONDS)).isInstanceOf(HttpResult.Answered.class);
            assertThat(calls.get(origin, "/ok")).isInstanceOf(HttpResult.Answered.class);
            assertThat(connections).hasValue(1);
        }
    }

    /** A way to the server on which from an instant on nothing passes that came by the first connection. */
    private int startProxy(AtomicBoolean silent) throws Exception {
        AtomicReference<NetSocket> first = new AtomicReference<>();
        NetClient onward = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(client -> {
                    client.pause();
                    first.compareAndSet(null, client);
                    BooleanSupplier passes = () -> client != first.get() || !silent.get();
                    onward.connect(origin.port(), "127.0.0.1").onSuccess(server -> {
                        pass(client, server, passes);
                        pass(server, client, passes);
                        client.resume();
                    });
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static void pass(NetSocket from, NetSocket to, BooleanSupplier passes) {
        from.handler(bytes -> {
            if (passes.getAsBoolean()) {
                to.write(bytes);
            }
        });
    }

    /** Opens the connection that the calls of a test are to share. */
    private static void connect(LoopbackCalls calls, Origin to) throws Exception {
        HttpCall first = LoopbackCalls.get(to, "/ok", new CallLimits(LoopbackCalls.NEVER, 60_000, 1_000));
        HttpResult result = calls.start(first).get(70, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(HttpResult.Answered.class);
        calls.memory().release(result.heldBytes());
    }

    private LoopbackCalls trusting() {
        return new LoopbackCalls(Clock.anchored(), options -> options.setTrustOptions(certificate));
    }

    private void serve(HttpServerRequest request) {
        seen.incrementAndGet();
        switch (request.path()) {
            case "/refuse" -> request.response().reset(REFUSED_STREAM);
            case "/cancel" -> request.response().reset(CANCEL);
            case "/held" -> last = request.response();
            case "/go-away" -> {
                request.connection().goAway(0, last.streamId());
                last.end();
            }
            case "/asked" ->
                request.connection().pingHandler(ping -> request.response().end());
            case "/take-and-close" -> {
                request.connection().goAway(0, request.response().streamId());
                request.connection().close();
            }
            case "/large-last" -> {
                last = request.response();
                last.write("x");
            }
            case "/large-first" -> {
                request.response().end(large(LARGE));
                last.end(large(LARGE - 1));
            }
            default -> request.response().end(request.version().toString());
        }
    }

    private static Buffer large(int bytes) {
        return Buffer.buffer(new byte[bytes]);
    }

    private Path makeCertificate() throws IOException, InterruptedException {
        Path file = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int exit = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(exit).isZero();
        return file;
    }
}
