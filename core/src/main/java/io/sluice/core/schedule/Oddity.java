package io.sluice.core.schedule;

/**
 * Something in an answer that cannot be meant and is not obeyed.
 *
 * @param what where it stands and what is there
 */
public record Oddity(Kind kind, String what) {
    /** What is wrong with it. */
    public enum Kind {
        UNREADABLE,
        NEGATIVE,
        NO_QUOTA,
        TOO_LARGE,
        TOO_FAR
    }
}
