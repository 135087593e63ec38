package io.sluice.core.meter;

/** The form in which meters are kept: a number that names kind and version, fixed numbers, and groups of equal size. */
final class Saved {
    static final long FIRST_CALL = 101;
    static final long SLIDING = 201;
    static final long BUCKET = 301;
    static final long CALENDAR = 401;
    static final long CONCURRENT = 502;

    private Saved() {}

    /**
     * @param fixed how many numbers come first, the form among them
     * @param group how many numbers make a group; 0 where there are none
     * @throws IllegalArgumentException if this is something else
     */
    static void check(long[] saved, long form, int fixed, int group) {
        boolean named = saved.length > 0 && saved[0] == form;
        int rest = saved.length - fixed;
        boolean whole = group == 0 ? rest == 0 : rest >= 0 && rest % group == 0;
        if (!named || !whole) {
            throw new IllegalArgumentException("a meter of form " + form + " cannot be read from " + saved.length
                    + " numbers of form " + (saved.length == 0 ? "none" : saved[0]));
        }
    }
}
