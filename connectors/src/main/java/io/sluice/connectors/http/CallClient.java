package io.sluice.connectors.http;

import io.sluice.connectors.secret.Origin;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An HTTP client for which a call is one exchange on the wire: no retries, no redirects, no cookies, no decompression.
 *
 * <p>HTTP/1.1 with kept connections; for https HTTP/2 where the server takes it (ALPN).
 */
public final class CallClient {
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int HTTP2_CONNECTIONS = 8;

    /**
     * Bytes. A body that waits unread must not stop those beside it, so it is the streams' windows alone that bound what may
     * come.
     */
    private static final int HTTP2_CONNECTION_WINDOW = 1 << 30;

    private final Exchange.Common common;
    private final HttpClient plain;
    private final HttpClient secure;

    /** @param memory for the bodies of answers */
    public CallClient(EventLoop loop, HttpSettings settings, AnswerBytes memory) {
        this(loop, settings, memory, UnaryOperator.identity());
    }

    /** @param tls changes the options of https, for tests with certificates of their own */
    CallClient(EventLoop loop, HttpSettings settings, AnswerBytes memory, UnaryOperator<HttpClientOptions> tls) {
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(settings.connectionsPerOrigin())
                .setHttp2MaxSize(HTTP2_CONNECTIONS)
                .setMaxWaitQueueSize(-1);
        this.common = new Exchange.Common(
                loop, memory, new RestingConnections(settings.idleMillis()), new SharedConnections(loop.vertx()));
        this.plain = loop.vertx().createHttpClient(options(settings), pool);
        this.secure = loop.vertx().createHttpClient(tls.apply(secureOptions(settings, memory)), pool);
    }

    /**
     * Makes the call; {@code done} gets its result, on the loop, and gives {@link HttpResult#heldBytes} back in the end. To be
     * called on the loop.
     */
    public void call(HttpCall call, Consumer<HttpResult> done) {
        new Exchange(common, call, done).start(clientOf(call.origin()));
    }

    /** What the bodies of its answers are counted in. */
    public AnswerBytes memory() {
        return common.memory();
    }

    private HttpClient clientOf(Origin origin) {
        return origin.secure() ? secure : plain;
    }

    private static HttpClientOptions options(HttpSettings settings) {
        int idleSeconds = Math.max(1, settings.idleMillis() / 1_000);
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(settings.connectTimeoutMillis())
                .setKeepAlive(true)
                .setKeepAliveTimeout(idleSeconds)
                .setHttp2KeepAliveTimeout(idleSeconds)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setMaxHeaderSize(MAX_HEAD_BYTES);
        options.getInitialSettings().setMaxHeaderListSize(MAX_HEAD_BYTES);
        return options;
    }

    private static HttpClientOptions secureOptions(HttpSettings settings, AnswerBytes memory) {
        HttpClientOptions options = options(settings)
                .setSsl(true)
                .setVerifyHost(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ConnectionWindowSize(HTTP2_CONNECTION_WINDOW);
        options.getInitialSettings().setInitialWindowSize(memory.streamWindow());
        return options;
    }
}
