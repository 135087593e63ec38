package io.sluice.core.meter;

import java.util.OptionalLong;

/**
 * What an answer says about a limit.
 *
 * @param quota budget units per window
 * @param remaining budget units left after this call; never negative
 * @param used budget units taken, this call's among them; never negative; where that is told and what is left is not
 * @param resetFrom epoch ms; the window ends no earlier than this, as far as its grain tells
 * @param resetTo epoch ms; the window ends no later than this; {@link #NO_RESET} where no end is told
 */
public record Word(OptionalLong quota, OptionalLong remaining, OptionalLong used, long resetFrom, long resetTo) {
    /** No end of the window was told. */
    public static final long NO_RESET = Long.MIN_VALUE;

    public Word {
        if (quota.orElse(1) < 1 || remaining.orElse(0) < 0 || used.orElse(0) < 0 || resetFrom > resetTo) {
            throw new IllegalArgumentException("absurd word: quota " + quota + ", remaining " + remaining + ", used "
                    + used + ", reset from " + resetFrom + " to " + resetTo);
        }
    }

    /** A word that does not tell how much was used. */
    public Word(OptionalLong quota, OptionalLong remaining, long resetFrom, long resetTo) {
        this(quota, remaining, OptionalLong.empty(), resetFrom, resetTo);
    }

    /** Whether it tells when the window ends. */
    public boolean tellsReset() {
        return resetTo != NO_RESET;
    }

    /** Whether it tells that nothing is left. */
    public boolean spent() {
        return remaining.orElse(1) == 0;
    }
}
