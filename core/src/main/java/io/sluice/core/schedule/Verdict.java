package io.sluice.core.schedule;

import io.sluice.core.provider.HoldRule;

/** What an answer means, as a provider's file or the defaults read it. */
public enum Verdict {
    OK,
    THROTTLED,
    /** Refused, and waiting a window does not cure it: a spending cap, a monthly quota. */
    EXHAUSTED,
    NEEDS_LOGIN,
    BANNED,
    /** Concerns this request alone. */
    FORBIDDEN,
    OVERLOADED,
    TRANSIENT,
    /** A final answer that is an error. */
    FAILED;

    /** Whether the request has its answer with that: it does not go again. */
    public boolean isFinal() {
        return this == OK || this == FORBIDDEN || this == FAILED;
    }

    /** How it closes a door where no provider's file says it. */
    public HoldRule hold() {
        return switch (this) {
            case EXHAUSTED -> HoldRule.EXHAUSTED;
            case OVERLOADED -> HoldRule.TROUBLE;
            default -> HoldRule.DEFAULT;
        };
    }

    /**
     * Whether the call was refused for want of budget. That proves that it did nothing, unless the provider's file says
     * otherwise.
     */
    public boolean isRefusal() {
        return this == THROTTLED || this == EXHAUSTED;
    }
}
