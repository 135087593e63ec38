package io.sluice.core.schedule;

/**
 * How far a request has come.
 *
 * @param attempts calls that failed on trouble that could pass
 * @param refusals calls that were refused, in a row
 * @param calls all calls so far; numbers the next one
 * @param notBefore epoch ms before which it must not be tried again; 0 if at once
 */
public record Progress(int attempts, int refusals, int calls, long notBefore) {
    public static final Progress NONE = new Progress(0, 0, 0, 0);

    /** One more call was made. */
    Progress called() {
        return new Progress(attempts, refusals, calls + 1, notBefore);
    }

    /** The call was refused. */
    Progress refused() {
        return new Progress(attempts, refusals + 1, calls, notBefore);
    }

    /** The call failed, on trouble that could pass. */
    Progress failed() {
        return new Progress(attempts + 1, 0, calls, notBefore);
    }

    /** The same, not to be tried again before {@code instant}; {@link #NONE} itself where nothing was done yet. */
    Progress notBefore(long instant) {
        Progress then = notBefore == instant ? this : new Progress(attempts, refusals, calls, instant);
        return then.equals(NONE) ? NONE : then;
    }
}
