package io.sluice.core.schedule;

/**
 * How far a request has come.
 *
 * @param attempts calls that failed on trouble that could pass
 * @param refusals calls that were refused, in a row
 * @param calls all calls that were ordered so far; numbers the next one
 * @param unstarted those of them that no caller began
 * @param notBefore epoch ms before which it must not be tried again; 0 if at once
 */
public record Progress(int attempts, int refusals, int calls, int unstarted, long notBefore) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    /** Whether a call of it was tried. */
    public boolean wasCalled() {
        return calls > unstarted;
    }

    /** The result of a request that cannot be served any more. */
    public Result unserved() {
        return wasCalled() ? Result.GAVE_UP : Result.REJECTED;
    }

    /** One more call is ordered. */
    Progress called() {
        return new Progress(attempts, refusals, calls + 1, unstarted, notBefore);
    }

    /** The call was never begun. */
    Progress notStarted() {
        return new Progress(attempts, refusals, calls, unstarted + 1, notBefore);
    }

    /** The call was refused. */
    Progress refused() {
        return new Progress(attempts, refusals + 1, calls, unstarted, notBefore);
    }

    /** The call failed, on trouble that could pass. */
    Progress failed() {
        return new Progress(attempts + 1, 0, calls, unstarted, notBefore);
    }

    /** The same, not to be tried again before {@code instant}; {@link #NONE} itself where nothing was done yet. */
    Progress notBefore(long instant) {
        Progress then = notBefore == instant ? this : new Progress(attempts, refusals, calls, unstarted, instant);
        return then.equals(NONE) ? NONE : then;
    }
}
