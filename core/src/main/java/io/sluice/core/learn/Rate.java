package io.sluice.core.learn;

import io.sluice.core.provider.Window;

/**
 * How many calls may go in what time.
 *
 * @param perMillis ms
 * @param refilled whether what was used comes back bit by bit, as in a bucket; else no span of that time may hold more
 */
record Rate(long quota, long perMillis, boolean refilled) {
    Rate {
        if (quota < 1 || perMillis < 1) {
            throw new IllegalArgumentException(
                    "a rate needs a quota and a time of at least 1, not " + quota + " per " + perMillis + " ms");
        }
    }

    Rate holding(long other) {
        return new Rate(other, perMillis, refilled);
    }

    Rate per(long otherMillis) {
        return new Rate(quota, Math.max(1, otherMillis), refilled);
    }

    Window window() {
        return refilled ? new Window.Bucket(perMillis) : new Window.Sliding(perMillis);
    }
}
