package io.sluice.connectors.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What became of one call; times are epoch milliseconds. */
public sealed interface HttpResult {
    /** Calls the method of {@code handler} for this kind of result. */
    <R> R handle(Handler<R> handler);

    /** Bytes that the answer takes, about, which count in {@link AnswerBytes} until who took the result gives them back. */
    default long heldBytes() {
        return 0;
    }

    /** What is done with each kind of result. */
    interface Handler<R> {
        R late(Late result);

        R notSent(NotSent result);

        R answered(Answered result);

        R tooLarge(TooLarge result);

        R timedOut(TimedOut result);

        R lost(Lost result);
    }

    /** The connection was ready only after the call's time to start. Nothing was sent. */
    record Late() implements HttpResult {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.late(this);
        }
    }

    /** No byte of the call was sent, or the server said that it did nothing (HTTP/2 REFUSED_STREAM, GOAWAY). */
    record NotSent(NotSentReason reason) implements HttpResult {
        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.notSent(this);
        }
    }

    /** A whole answer. */
    record Answered(long sentAt, ResponseHead head, Buffer body) implements HttpResult {
        @Override
        public long heldBytes() {
            return head.heldBytes() + body.length();
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.answered(this);
        }
    }

    /** An answer whose body was above the limit and was not read to its end. */
    record TooLarge(long sentAt, ResponseHead head) implements HttpResult {
        @Override
        public long heldBytes() {
            return head.heldBytes();
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.tooLarge(this);
        }
    }

    /** No whole answer came in time. */
    record TimedOut(long sentAt, Optional<ResponseHead> head) implements HttpResult {
        @Override
        public long heldBytes() {
            return head.map(ResponseHead::heldBytes).orElse(0L);
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.timedOut(this);
        }
    }

    /** The connection broke, or what came was no HTTP; the server may have got the call. */
    record Lost(long sentAt, Optional<ResponseHead> head) implements HttpResult {
        @Override
        public long heldBytes() {
            return head.map(ResponseHead::heldBytes).orElse(0L);
        }

        @Override
        public <R> R handle(Handler<R> handler) {
            return handler.lost(this);
        }
    }
}
