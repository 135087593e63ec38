package io.sluice.connectors.caller;

import io.sluice.connectors.secret.SecretException;
import io.sluice.schemas.wire.Reasons;
import io.sluice.schemas.wire.Texts;

/** Why the caller never began a call. */
enum NotStartedReason {
    LATE(Reasons.LATE),
    /** The caller ends and waits no longer for it to begin. */
    CALLER_ENDING(Reasons.CALLER_ENDING),
    /** A call whose place it was to have was not answered well in time, or is not known here. */
    PLACE_GONE(Reasons.PLACE_GONE),
    CREDENTIAL_UNKNOWN(Reasons.CREDENTIAL_UNKNOWN),
    SECRET_UNAVAILABLE(Reasons.SECRET_UNAVAILABLE),
    ORIGIN_NOT_ALLOWED(Reasons.ORIGIN_NOT_ALLOWED),
    /** The secret opens and lacks a part, or cannot stand in its place. */
    SECRET_UNFIT(Reasons.SECRET_UNFIT),
    /** Method, URL or headers cannot go on the wire, whoever tries; what is wrong stands behind it. */
    BAD_REQUEST(Reasons.BAD_REQUEST);

    private static final int LONGEST = 300;

    private final String code;

    NotStartedReason(String code) {
        this.code = code;
    }

    /** The word for it in outcomes. */
    String code() {
        return code;
    }

    /** The word, and what is wrong. */
    String because(String trouble) {
        return code + ": " + Texts.shown(trouble, LONGEST);
    }

    static NotStartedReason of(SecretException.Reason trouble) {
        return switch (trouble) {
            case UNAVAILABLE -> SECRET_UNAVAILABLE;
            case UNFIT -> SECRET_UNFIT;
            case ORIGIN_NOT_ALLOWED -> ORIGIN_NOT_ALLOWED;
        };
    }
}
