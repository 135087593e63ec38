package io.sluice.connectors.http;

import io.sluice.schemas.wire.Reasons;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why provably nothing happened. */
public enum NotSentReason {
    CONNECTION_REFUSED("connection-refused"),
    CONNECT_TIMED_OUT("connect-timed-out"),
    /** The call's own time-out ended first, in which a server that is there need not have answered. */
    TIMED_OUT(Reasons.TIMED_OUT),
    UNKNOWN_HOST("unknown-host"),
    TLS_FAILED("tls-failed"),
    /** Any other trouble before a connection was ready. */
    CONNECT_FAILED("connect-failed"),
    /** HTTP/2 REFUSED_STREAM, or GOAWAY with an earlier stream: "no application processing" took place (RFC 9113, 8.7). */
    REFUSED_STREAM(Reasons.REFUSED_STREAM);

    private static final long REFUSED_STREAM_CODE = 0x7;
    /** A lost SYN is sent again after 1 s, and then after 2 s more (RFC 6298, section 2), ms. */
    private static final long SENT_AGAIN_TWICE = 3_000;

    private final String code;

    NotSentReason(String code) {
        this.code = code;
    }

    /** The word for it in outcomes. */
    public String code() {
        return code;
    }

    /** The reason where no connection was ready within a call's time-out, in ms. */
    static NotSentReason ofTimeOut(long timeoutMillis) {
        return timeoutMillis <= SENT_AGAIN_TWICE ? TIMED_OUT : CONNECT_TIMED_OUT;
    }

    static NotSentReason ofConnecting(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return UNKNOWN_HOST;
            }
            if (cause instanceof SSLException) {
                return TLS_FAILED;
            }
            if (cause instanceof io.netty.channel.ConnectTimeoutException) {
                return CONNECT_TIMED_OUT;
            }
            if (cause instanceof ConnectException) {
                return CONNECTION_REFUSED;
            }
        }
        return CONNECT_FAILED;
    }

    static Optional<NotSentReason> ofExchange(Throwable trouble) {
        return trouble instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM_CODE
                ? Optional.of(REFUSED_STREAM)
                : Optional.empty();
    }
}
