package io.sluice.connectors.http;

import io.sluice.connectors.secret.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A few exchanges with a server of our own, before the first real one.
 *
 * <p>The first exchange of a JVM takes a tenth of a second longer than the others. Since a provider's window is known to
 * have opened only when its first call is answered, every window after it would begin that much later.
 */
public final class WarmUp {
    private static final int EXCHANGES = 150;

    private final CallClient client;
    private final HttpServer server;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int left = EXCHANGES;

    private WarmUp(EventLoop loop, CallClient client) {
        this.client = client;
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        this.server = loop.vertx()
                .createHttpServer(options)
                .requestHandler(request -> request.response().end("{}"));
    }

    /** Begins; the result is complete when it is over, however it went. */
    public static CompletableFuture<Void> begin(EventLoop loop, CallClient client) {
        WarmUp warmUp = new WarmUp(loop, client);
        warmUp.server
                .listen()
                .onSuccess(listening -> loop.execute(warmUp::next))
                .onFailure(trouble -> warmUp.done.complete(null));
        return warmUp.done;
    }

    private void next() {
        if (left-- == 0) {
            server.close().onComplete(closed -> done.complete(null));
            return;
        }
        HttpCall call = new HttpCall(
                "GET",
                new Origin("http", "127.0.0.1", server.actualPort()),
                "/",
                List.of(new Header("Authorization", "Bearer none")),
                Buffer.buffer(),
                new CallLimits(Long.MAX_VALUE, 1_000, 1_000));
        client.call(call, result -> {
            client.memory().release(result.heldBytes());
            next();
        });
    }
}
