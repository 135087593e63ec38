package io.sluice.core.schedule;

/**
 * The scheduler's own numbers; all in ms.
 *
 * @param aheadMillis how long before a certain opening its slot is given away
 * @param startMillis how long after its instant a call may still leave
 * @param skewMillis how far clocks of hosts may differ
 * @param emptyPoolMillis how long a request waits for a credential; negative: as the provider says
 * @param probeMillis after which a suspended credential is tried again
 */
public record Settings(long aheadMillis, long startMillis, long skewMillis, long emptyPoolMillis, long probeMillis) {
    public static final Settings DEFAULT = new Settings(200, 5_000, 1_000, -1, 5_000);

    /** Age at which a caller's word of its places is no longer believed, in ms. */
    public static final long BELIEVED_MILLIS = 5_000;

    /** For a one-shot run: nobody will bring a credential, so a request without one is answered at once. */
    public Settings withoutWaitForCredentials() {
        return new Settings(aheadMillis, startMillis, skewMillis, 0, probeMillis);
    }
}
