package io.sluice.policy.story;

import java.util.HashMap;
import java.util.Map;

/**
 * The API of an image archive: each account may fetch 60 images in the 5 minutes that its first fetch opens.
 *
 * <p>Of twelve accounts one is throttled for the first twenty minutes, one is banned, the session of one has expired, and one has half of
 * the quota.
 */
final class ArchiveApi {
    static final int ACCOUNTS = 12;
    static final int QUOTA = 60;
    static final long WINDOW = 300_000;
    static final long THROTTLED_UNTIL = 1_200_000;

    private final Map<Integer, long[]> windows = new HashMap<>();

    /** An answer: status, and seconds to stay away; 0: not told. */
    record Reply(int status, long retryAfter) {
        boolean ok() {
            return status == 200;
        }
    }

    static int quota(int account) {
        return account == 3 ? QUOTA / 2 : QUOTA;
    }

    static boolean isLive(int account) {
        return account != 1 && account != 2;
    }

    /** What it answers to a fetch that arrives at an instant. */
    Reply fetch(int account, long at) {
        if (account == 0 && at < THROTTLED_UNTIL) {
            return new Reply(429, (THROTTLED_UNTIL - at + 999) / 1_000);
        }
        if (!isLive(account)) {
            return new Reply(account == 1 ? 403 : 401, 0);
        }
        long[] window = windows.computeIfAbsent(account, none -> new long[] {Long.MIN_VALUE, 0});
        if (at >= window[0]) {
            window[0] = at + WINDOW;
            window[1] = 0;
        }
        if (window[1] == quota(account)) {
            return new Reply(429, (window[0] - at + 999) / 1_000);
        }
        window[1]++;
        return new Reply(200, 0);
    }
}
