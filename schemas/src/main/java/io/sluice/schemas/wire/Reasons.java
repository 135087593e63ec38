package io.sluice.schemas.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Callers' words for why a call was not made, in outcomes; of all of them those that others go by. */
public final class Reasons {
    public static final String LATE = "late";
    public static final String CALLER_ENDING = "caller-ending";
    public static final String PLACE_GONE = "place-gone";
    public static final String CREDENTIAL_UNKNOWN = "credential-unknown";
    public static final String SECRET_UNAVAILABLE = "secret-unavailable";
    public static final String SECRET_UNFIT = "secret-unfit";
    public static final String ORIGIN_NOT_ALLOWED = "origin-not-allowed";
    /** What is wrong with the request stands behind it, after a colon and a space. */
    public static final String BAD_REQUEST = "bad-request";

    public static final String TIMED_OUT = "timed-out";
    public static final String REFUSED_STREAM = "refused-stream";

    private static final Set<String> HARMLESS = Set.of(LATE, CALLER_ENDING, PLACE_GONE);

    private Reasons() {}

    /** Whether nothing is wrong with the call, its credential or the way to the provider: it goes again. */
    public static boolean isHarmless(@Nullable String reason) {
        return reason != null && HARMLESS.contains(reason);
    }
}
