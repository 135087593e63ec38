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
}
