package io.sluice.connectors.http;

import io.sluice.connectors.secret.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call under way, from asking for a connection to its one result. Lives on the event loop.
 *
 * <pre>
 *   connecting ──► sent ──► answering ──► done
 *       └────────────┴──────────┴──────────▲    (time-out, trouble, too late, too large)
 * </pre>
 */
final class Exchange {
    /** Without content they say so (RFC 9110, 8.6). */
    private static final Set<String> METHODS_WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    private static final int NO_CONTENT = 204;

    /** RFC 9110, 6.4.1. */
    private static final Set<Integer> WITHOUT_BODY = Set.of(NO_CONTENT, 304);

    private static final List<String> NO_LENGTH = List.of("0");

    private static final int FIRST_FINAL_STATUS = 200;

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final EventLoop loop;
    private final AnswerBytes memory;
    private final RestingConnections resting;
    private final SharedConnections shared;
    private final HttpCall call;
    private final Consumer<HttpResult> done;
    private final Buffer body = Buffer.buffer();
    private long timer;
    private long sentAt;
    private boolean finished;
    private long reserved;
    private Runnable endWaiting = () -> {};
    private @Nullable HttpClientRequest request;
    private @Nullable ResponseHead head;

    /** What all calls of a client have in common. */
    record Common(EventLoop loop, AnswerBytes memory, RestingConnections resting, SharedConnections shared) {}

    Exchange(Common common, HttpCall call, Consumer<HttpResult> done) {
        this.loop = common.loop();
        this.memory = common.memory();
        this.resting = common.resting();
        this.shared = common.shared();
        this.call = call;
        this.done = done;
    }

    void start(HttpClient client) {
        Origin origin = call.origin();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(origin.address())
                .setPort(origin.port())
                .setSsl(origin.secure())
                .setURI(call.target())
                .setFollowRedirects(false);
        timer = loop.vertx().setTimer(call.limits().timeoutMillis(), ignored -> timeOut());
        connect(client, options);
    }

    private void connect(HttpClient client, RequestOptions options) {
        if (finished) {
            return;
        }
        client.request(options)
                .onComplete(
                        connected -> {
                            if (isStale(connected)) {
                                connected.reset();
                                connected.connection().close();
                                loop.later(() -> connect(client, options));
                            } else {
                                send(connected);
                            }
                        },
                        this::notConnected);
    }

    /** A server of HTTP/2 says before it closes which streams it will not take (GOAWAY). */
    private boolean isStale(HttpClientRequest connected) {
        return connected.version() != HttpVersion.HTTP_2
                && resting.isStale(connected.connection(), loop.clock().millis());
    }

    private void send(HttpClientRequest connected) {
        if (finished) {
            connected.reset();
            return;
        }
        long now = loop.clock().millis();
        if (now > call.limits().startBy()) {
            connected.reset();
            finish(new HttpResult.Late());
            return;
        }
        request = connected;
        if (connected.version() == HttpVersion.HTTP_2) {
            shared.watch(connected.connection());
        }
        connected.authority(
                HostAndPort.create(call.origin().host(), call.origin().port()));
        for (Header header : call.headers()) {
            connected.headers().add(header.name(), header.value());
        }
        connected.exceptionHandler(this::broken);
        connected.response().onComplete(this::answering, this::broken);
        sentAt = now;
        write(connected);
    }

    private void write(HttpClientRequest connected) {
        if (call.body().length() > 0) {
            connected.end(call.body());
            return;
        }
        if (METHODS_WITH_CONTENT.contains(call.method())) {
            connected.headers().set(HttpHeaders.CONTENT_LENGTH, "0");
        }
        connected.end();
    }

    private void notConnected(Throwable trouble) {
        finish(new HttpResult.NotSent(NotSentReason.ofConnecting(trouble)));
    }

    private void answering(HttpClientResponse response) {
        shared.heard(response.request().connection());
        if (finished) {
            return;
        }
        if (response.statusCode() < FIRST_FINAL_STATUS) {
            // Vert.x passes over 100 and 103 alone. The true answer is still to come, and the next call must not get
            // it.
            finish(new HttpResult.Lost(sentAt, Optional.empty()));
            reset();
            return;
        }
        // The clock cuts fractions off: by the next millisecond the server had it for certain.
        ResponseHead arrived = new ResponseHead(
                response.statusCode(), headersOf(response), loop.clock().millis() + 1);
        head = arrived;
        if (hasForbiddenBody(arrived)) {
            finish(new HttpResult.Answered(sentAt, arrived, body));
            reset();
            return;
        }
        response.pause();
        response.exceptionHandler(this::broken);
        response.handler(chunk -> {
            shared.heard(response.request().connection());
            read(arrived, chunk);
        });
        response.endHandler(ignored -> {
            resting.rest(response.request().connection(), arrived, loop.clock().millis());
            finish(new HttpResult.Answered(sentAt, arrived, body));
        });
        long most = longest(arrived);
        long unread = response.version() == HttpVersion.HTTP_2 ? Math.min(most, memory.streamWindow()) : 0;
        endWaiting = memory.await(most, unread, () -> {
            reserved = most;
            response.resume();
        });
    }

    /** Vert.x reads no body of a 204: on HTTP/1.1 one that comes all the same would be taken for the next call's answer. */
    private static boolean hasForbiddenBody(ResponseHead arrived) {
        return arrived.status() == NO_CONTENT
                && !arrived.headers().getOrDefault("content-length", NO_LENGTH).equals(NO_LENGTH);
    }

    /** The most bytes that the body can have, as far as they would be kept. */
    private long longest(ResponseHead arrived) {
        if (call.method().equals("HEAD") || WITHOUT_BODY.contains(arrived.status())) {
            return 0;
        }
        List<String> lengths = arrived.headers().get("content-length");
        String length = lengths == null ? "" : lengths.get(0);
        return LENGTH.matcher(length).matches()
                ? Math.min(Long.parseLong(length), call.limits().maxBodyBytes())
                : call.limits().maxBodyBytes();
    }

    private void read(ResponseHead arrived, Buffer chunk) {
        if (finished) {
            return;
        }
        if (body.length() + chunk.length() > call.limits().maxBodyBytes()) {
            finish(new HttpResult.TooLarge(sentAt, arrived));
            reset();
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void timeOut() {
        if (request == null) {
            finish(new HttpResult.NotSent(NotSentReason.ofTimeOut(call.limits().timeoutMillis())));
        } else {
            finish(new HttpResult.TimedOut(sentAt, Optional.ofNullable(head)));
            reset();
            if (head == null && request.version() == HttpVersion.HTTP_2) {
                shared.ask(request.connection());
            }
        }
    }

    private void broken(Throwable trouble) {
        Optional<NotSentReason> undone = head == null ? undone(trouble) : Optional.empty();
        finish(undone.<HttpResult>map(HttpResult.NotSent::new)
                .orElseGet(() -> new HttpResult.Lost(sentAt, Optional.ofNullable(head))));
    }

    private Optional<NotSentReason> undone(Throwable trouble) {
        boolean disowned = trouble instanceof HttpClosedException
                && request != null
                && request.version() == HttpVersion.HTTP_2
                && shared.isDisowned(request.connection(), request.streamId());
        return disowned ? Optional.of(NotSentReason.REFUSED_STREAM) : NotSentReason.ofExchange(trouble);
    }

    private void finish(HttpResult result) {
        if (!finished) {
            finished = true;
            loop.vertx().cancelTimer(timer);
            endWaiting.run();
            memory.release(reserved - result.heldBytes());
            done.accept(result);
        }
    }

    private void reset() {
        if (request != null) {
            resting.giveUp(request.connection());
            request.reset();
        }
    }

    private static Map<String, List<String>> headersOf(HttpClientResponse response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.headers()
                .forEach((name, value) -> headers.computeIfAbsent(
                                name.toLowerCase(Locale.ROOT), ignored -> new ArrayList<>(1))
                        .add(value));
        return headers;
    }
}
