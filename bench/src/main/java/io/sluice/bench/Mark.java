package io.sluice.bench;

/**
 * What a figure must reach, and what it aims for.
 *
 * @param atLeast whether larger is better
 */
record Mark(boolean atLeast, double wanted, double aim) {
    static Mark atLeast(double wanted, double aim) {
        return new Mark(true, wanted, aim);
    }

    static Mark atMost(double wanted, double aim) {
        return new Mark(false, wanted, aim);
    }

    boolean isHeldBy(double value) {
        return atLeast ? value >= wanted : value <= wanted;
    }

    boolean isAimReachedBy(double value) {
        return atLeast ? value >= aim : value <= aim;
    }

    /** Such as {@code >= 1.5, aim 2.5}. */
    @Override
    public String toString() {
        String mark = (atLeast ? ">= " : "<= ") + number(wanted);
        return aim == wanted ? mark : mark + ", aim " + number(aim);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
