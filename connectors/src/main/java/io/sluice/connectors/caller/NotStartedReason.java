package io.sluice.connectors.caller;

import io.sluice.connectors.secret.SecretException;

/** Why the caller never began a call. */
enum NotStartedReason {
    LATE("late"),
    CREDENTIAL_UNKNOWN("credential-unknown"),
    SECRET_UNAVAILABLE("secret-unavailable"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed"),
    /** URL, headers or secret cannot go on the wire. */
    BAD_REQUEST("bad-request");

    private final String code;

    NotStartedReason(String code) {
        this.code = code;
    }

    /** The word for it in outcomes. */
    String code() {
        return code;
    }

    static NotStartedReason of(SecretException.Reason trouble) {
        return switch (trouble) {
            case UNAVAILABLE -> SECRET_UNAVAILABLE;
            case ORIGIN_NOT_ALLOWED -> ORIGIN_NOT_ALLOWED;
        };
    }
}
