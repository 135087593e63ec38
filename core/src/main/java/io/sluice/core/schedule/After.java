package io.sluice.core.schedule;

import java.util.List;

/**
 * What a call comes after.
 *
 * @param calls ids of the calls whose places it takes; none where it has places of its own
 * @param patienceMillis how long it waits for them at the most
 */
record After(List<String> calls, long patienceMillis) {
    static final After NOBODY = new After(List.of(), 0);

    /** Until when a call may begin that may leave then and is given so long to begin. */
    long startBy(long notBefore, long startMillis) {
        return notBefore + (calls.isEmpty() ? startMillis : Math.min(startMillis, patienceMillis));
    }
}
