package io.sluice.bench.upstream;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** An HTTP server on a free port of 127.0.0.1 with one thread. */
final class Server implements AutoCloseable {
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(false));
    private final HttpServer http;

    Server(Handler<HttpServerRequest> handler) {
        HttpServerOptions options =
                new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true);
        this.http = vertx.createHttpServer(options).requestHandler(handler);
        http.listen().toCompletionStage().toCompletableFuture().join();
    }

    /** One that answers every call with JSON after so many ms. */
    static Server delayed(int millis) {
        Server[] server = new Server[1];
        server[0] = new Server(request -> {
            if (millis == 0) {
                request.response().end("{}");
            } else {
                server[0].vertx.setTimer(millis, timer -> request.response().end("{}"));
            }
        });
        return server[0];
    }

    int port() {
        return http.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
