package io.sluice.schemas.wire;

import java.util.Set;
import java.util.regex.Pattern;

/** The rule for methods of HTTP requests (RFC 9110, 9). */
public final class Methods {
    /** What a method must be, for messages. */
    public static final String EXPECTED = "a method in capital letters other than CONNECT and TRACE";

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");

    /** One makes a tunnel, the other echoes the request with its credential. */
    private static final Set<String> REFUSED = Set.of("CONNECT", "TRACE");

    /** RFC 9110, 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private Methods() {}

    /** Whether a call that may have happened can be made again. */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }

    /** Whether a call may have this method. */
    public static boolean isAllowed(String method) {
        return METHOD.matcher(method).matches() && !REFUSED.contains(method);
    }
}
