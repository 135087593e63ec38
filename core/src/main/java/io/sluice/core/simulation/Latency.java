package io.sluice.core.simulation;

import java.util.Random;

/** How long one way between caller and provider takes, in ms. */
public interface Latency {
    long sample(Random random);

    /** Any time within the bounds, both included. */
    static Latency between(long least, long most) {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("latency from " + least + " to " + most + " ms");
        }
        return random -> least + random.nextLong(most - least + 1);
    }

    /** At least the given time, and an exponentially distributed rest with the given mean. */
    static Latency exponential(long least, long meanRest) {
        return random -> least + (long) (-Math.log(1 - random.nextDouble()) * meanRest);
    }

    /** One of so many takes ten times as long. */
    default Latency withTail(int oneOf) {
        return random -> sample(random) * (random.nextInt(oneOf) == 0 ? 10 : 1);
    }
}
