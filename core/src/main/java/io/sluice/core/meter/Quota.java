package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.OptionalLong;

/** A quota as it is declared, and as it is told where that is less; and the part of it that is for us. */
final class Quota {
    /** For so long what answers told is remembered that nobody asks for; in ms. */
    static final long REMEMBERED = 3_600_000;

    private final long declared;
    private final boolean told;
    private final int usePercent;
    private final long most;
    /** What all have together. */
    private long whole;

    private long units;

    Quota(Limit limit) {
        this.declared = limit.quota();
        this.told = limit.told();
        this.usePercent = limit.usePercent();
        this.most = limit.window() instanceof Window.Bucket bucket ? bucket.most() : Long.MAX_VALUE;
        set(declared);
    }

    long units() {
        return units;
    }

    /** What is told; {@link Meter#UNKNOWN} where it is as declared, so that it is what a changed file declares. */
    long save() {
        return asDeclared() ? Meter.UNKNOWN : whole;
    }

    void restore(long saved) {
        set(told && saved != Meter.UNKNOWN ? saved : Math.min(declared, saved));
    }

    boolean asDeclared() {
        return whole == declared;
    }

    /**
     * Whether it can be forgotten: it is as declared, or the first answer will tell it again.
     *
     * @param last when the window was over that counted last, epoch ms
     */
    boolean isForgettable(long last, long now) {
        return asDeclared() || now - REMEMBERED >= last;
    }

    /** Whether the provider alone knows it, and has told none, or one that is the same as none. */
    boolean isUnknown() {
        return told && asDeclared();
    }

    /** Whether it is what was told last, be that more or less than before. */
    boolean isTold() {
        return told;
    }

    void hear(Word word) {
        if (word.quota().isPresent()) {
            long said = word.quota().getAsLong();
            set(told ? said : Math.min(declared, said));
        }
    }

    private void set(long quota) {
        whole = quota;
        units = Math.min(most, usable(quota));
    }

    private long usable(long quota) {
        return Limit.usable(quota, usePercent);
    }

    /** Units that must be free before a call of that cost may leave: at most everything. */
    long needed(long cost) {
        return Math.min(cost, units);
    }

    /** What a call of that cost takes. It does not depend on what was told, so it is the same after a restart. */
    long taken(long cost) {
        return told ? cost : Math.min(cost, usable(declared));
    }

    /** Units that the word says are left for us. */
    OptionalLong left(Word word) {
        if (!tellsUse(word)) {
            return OptionalLong.empty();
        }
        long left = word.remaining().orElse(whole - word.used().orElse(0)) - (whole - usable(whole));
        return OptionalLong.of(Math.max(0, Math.min(left, units)));
    }

    private static boolean tellsUse(Word word) {
        return word.remaining().isPresent() || word.used().isPresent();
    }

    /** Units that the word says are used beyond those of ours that it can have counted: foreign spenders. */
    long foreign(Word word, long ours) {
        if (!tellsUse(word)) {
            return 0;
        }
        long used = word.remaining().isPresent()
                ? word.quota().orElse(whole) - word.remaining().getAsLong()
                : word.used().getAsLong();
        return Math.max(0, Math.min(used, units) - ours);
    }
}
