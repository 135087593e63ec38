package io.sluice.schemas.wire;

/** The calls that the record of a request tells of. */
public final class LastCalls {
    /** Of so many at most it tells, the last ones. */
    public static final int MOST = 10;

    private LastCalls() {}
}
