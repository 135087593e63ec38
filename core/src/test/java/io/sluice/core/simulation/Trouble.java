package io.sluice.core.simulation;

import java.util.Random;

/**
 * What can go wrong, and how often; chances are of 1,000 calls.
 *
 * @param slowest ms of the mean latency one way, at most
 * @param vanished calls that vanish with their caller
 * @param notStarted calls that are too late, whose secret is not there, or that nobody can send
 * @param notSent connections that are refused
 * @param lateStarts calls that leave at any time until they must not
 * @param lostAnswers answers that do not reach the caller
 * @param silent outcomes that do not reach the scheduler
 * @param lateOutcomes outcomes that come up to two minutes late, after their lease or before
 * @param tooLarge answers with larger bodies than allowed
 * @param cheaper calls that take less than their requests cost
 * @param errors answers that are errors
 */
record Trouble(
        int slowest,
        int vanished,
        int notStarted,
        int notSent,
        int lateStarts,
        int lostAnswers,
        int silent,
        int lateOutcomes,
        int tooLarge,
        int cheaper,
        int errors) {
    static final Trouble NONE = new Trouble(200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Each kind is there or not. */
    static Trouble of(Random random) {
        return new Trouble(
                10 + random.nextInt(400),
                some(random, 10),
                some(random, 30),
                some(random, 5),
                some(random, 30),
                some(random, 20),
                some(random, 10),
                some(random, 20),
                some(random, 10),
                some(random, 300),
                some(random, 100));
    }

    boolean strikes(Random random, int ofThousand) {
        return ofThousand > 0 && random.nextInt(1_000) < ofThousand;
    }

    private static int some(Random random, int most) {
        return random.nextBoolean() ? 0 : random.nextInt(most + 1);
    }
}
