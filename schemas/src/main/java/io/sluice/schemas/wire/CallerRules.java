package io.sluice.schemas.wire;

/** What the scheduler takes for granted of callers, and callers keep to. */
public final class CallerRules {
    /** Age at which an announcement of places is no longer believed, in ms; callers repeat theirs each second. */
    public static final long BELIEVED_MILLIS = 5_000;

    private static final int ERROR = 400;
    private static final int NOT_FOUND = 404;

    private CallerRules() {}

    /** Whether a call that was answered with such a status is followed by the one that has its place next. */
    public static boolean passesPlace(int status) {
        return status < ERROR || status == NOT_FOUND;
    }
}
