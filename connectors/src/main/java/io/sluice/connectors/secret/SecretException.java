package io.sluice.connectors.secret;

import io.sluice.schemas.wire.Texts;

/**
 * Why a secret cannot be used, in words that do not tell it. The names in them may be of a topic, where anybody may have
 * written them: the message is one line without control characters, so that it forges no line of a log and moves no cursor.
 */
public final class SecretException extends Exception {
    /** The kinds of trouble with a secret. */
    public enum Reason {
        /** The place that the secret comes from has none, or may not be read. */
        UNAVAILABLE,
        /** It lacks a part that is asked for, or has a character that cannot stand in its place. */
        UNFIT,
        /** The secret may not be sent there. */
        ORIGIN_NOT_ALLOWED
    }

    /** Two of the longest paths that Linux knows, and the words around them. */
    private static final int LONGEST = 10_000;

    private final Reason reason;

    SecretException(Reason reason, String message) {
        super(Texts.shown(message, LONGEST));
        this.reason = reason;
    }

    static SecretException unavailable(String message) {
        return new SecretException(Reason.UNAVAILABLE, message);
    }

    /** The secret cannot go on the wire where it should. */
    public static SecretException unfit(String message) {
        return new SecretException(Reason.UNFIT, message);
    }

    static SecretException originNotAllowed(String message) {
        return new SecretException(Reason.ORIGIN_NOT_ALLOWED, message);
    }

    public Reason reason() {
        return reason;
    }
}
