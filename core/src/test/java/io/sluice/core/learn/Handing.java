package io.sluice.core.learn;

import java.util.Random;

/** How long orders are under way to who makes the calls, and answers back. */
interface Handing {
    /** Epoch ms at which a call begins that was decided on now. */
    long order(long now, Random random);

    /** Epoch ms at which an answer is heard of. */
    long answer(long answered, Random random);

    /** Both within so many ms. */
    static Handing within(int millis) {
        return new Handing() {
            @Override
            public long order(long now, Random random) {
                return now + random.nextInt(millis + 1);
            }

            @Override
            public long answer(long answered, Random random) {
                return answered + random.nextInt(millis + 1);
            }
        };
    }

    /** Orders are committed every so many ms, and read within 4 ms more; answers are heard of within the same time. */
    static Handing committed(int every) {
        return new Handing() {
            @Override
            public long order(long now, Random random) {
                return now + every - Math.floorMod(now, every) + 1 + random.nextInt(4);
            }

            @Override
            public long answer(long answered, Random random) {
                return answered + 1 + random.nextInt(every);
            }
        };
    }
}
