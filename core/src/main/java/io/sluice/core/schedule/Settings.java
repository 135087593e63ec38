package io.sluice.core.schedule;

import java.util.OptionalLong;

/**
 * The scheduler's own numbers; all in ms.
 *
 * @param aheadMillis how long before a certain opening its slot is given away
 * @param startMillis how long after its instant a call may still leave
 * @param skewMillis how far clocks of hosts may differ
 * @param ownEmptyPoolMillis how long a request waits for a credential; empty: as the provider says
 * @param probeMillis after which a suspended credential is tried again
 */
public record Settings(
        long aheadMillis, long startMillis, long skewMillis, OptionalLong ownEmptyPoolMillis, long probeMillis) {
    private static final long AHEAD = 200;
    private static final long START = 5_000;
    private static final long SKEW = 1_000;
    private static final long PROBE = 5_000;

    public static final Settings DEFAULT = new Settings(AHEAD, START, SKEW, OptionalLong.empty(), PROBE);

    /** Age at which a caller's word of its places is no longer believed, in ms. */
    public static final long BELIEVED_MILLIS = 5_000;

    /** For a one-shot run: nobody will bring a credential, so a request without one is answered at once. */
    public Settings withoutWaitForCredentials() {
        return new Settings(aheadMillis, startMillis, skewMillis, OptionalLong.of(0), probeMillis);
    }
}
