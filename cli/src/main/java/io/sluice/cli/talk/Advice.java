package io.sluice.cli.talk;

import io.sluice.schemas.wire.Reasons;
import java.util.Map;

/** What a person can do about reasons that are told by a word alone. */
final class Advice {
    private static final Map<String, String> WHAT_TO_DO = Map.of(
            Reasons.SECRET_UNAVAILABLE,
            "a caller cannot open its secret: --secrets-env, --secrets-dir or --credentials",
            Reasons.SECRET_UNFIT,
            "its secret lacks a part that the provider's auth names, or has a character that its place cannot carry",
            Reasons.CREDENTIAL_UNKNOWN,
            "a caller does not know it: its log says whether it reads the credentials",
            Reasons.ORIGIN_NOT_ALLOWED,
            "its secret may not be sent to that base URL: the caller's log names both",
            Reasons.BAD_REQUEST,
            "its secret or the request cannot go on the wire: the caller's log says why");

    private Advice() {}

    /** The reason, with what it means where it does not say so itself. */
    static String explained(String reason) {
        String more = WHAT_TO_DO.get(reason);
        return more == null ? reason : reason + ": " + more;
    }
}
