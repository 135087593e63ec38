package io.sluice.connectors.http;

import io.sluice.connectors.Clock;
import io.sluice.connectors.secret.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client under test with calls that block until their result is there. */
final class LoopbackCalls implements AutoCloseable {
    static final long NEVER = Long.MAX_VALUE;

    private final EventLoop loop;
    private final CallClient client;
    private final AnswerBytes memory;

    LoopbackCalls() {
        this(Clock.anchored(), UnaryOperator.identity());
    }

    /** @param most bytes of answers that are held at once */
    LoopbackCalls(long most) {
        this(Clock.anchored(), most, UnaryOperator.identity());
    }

    LoopbackCalls(Clock clock, UnaryOperator<HttpClientOptions> tls) {
        this(clock, AnswerBytes.partOfHeap(), tls);
    }

    LoopbackCalls(Clock clock, long most, UnaryOperator<HttpClientOptions> tls) {
        loop = new EventLoop(clock);
        memory = new AnswerBytes(most, loop);
        client = new CallClient(loop, HttpSettings.defaults(), memory, tls);
    }

    static HttpCall get(Origin origin, String target, CallLimits limits) {
        return new HttpCall("GET", origin, target, List.of(), Buffer.buffer(), limits);
    }

    HttpResult get(Origin origin, String target) {
        return await(start(get(origin, target, new CallLimits(NEVER, 5_000, 1_000))));
    }

    HttpResult call(HttpCall call) {
        return await(start(call));
    }

    CompletableFuture<HttpResult> start(HttpCall call) {
        CompletableFuture<HttpResult> result = new CompletableFuture<>();
        loop.execute(() -> client.call(call, result::complete));
        return result;
    }

    AnswerBytes memory() {
        return memory;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        loop.close();
    }

    private static HttpResult await(CompletableFuture<HttpResult> result) {
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
