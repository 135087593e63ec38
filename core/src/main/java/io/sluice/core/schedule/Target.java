package io.sluice.core.schedule;

import io.sluice.core.provider.Limit;

/** Which limit an answer speaks of. */
public sealed interface Target {
    /** A limit of the provider's file. */
    record Declared(String limit) implements Target {
        @Override
        public boolean isDeclared(Limit other) {
            return other.isCalled(limit);
        }
    }

    /**
     * A limit of the provider's file of which the answer names the bucket: endpoints whose calls are counted in one bucket share
     * a budget.
     */
    record Bucket(String limit, String name) implements Target {
        @Override
        public boolean isDeclared(Limit other) {
            return other.isCalled(limit);
        }
    }

    /** A limit that no file declares and that the answer gives a name. */
    record Named(String name) implements Target {}

    /** A limit that no file declares, and that has no name. */
    record Unnamed() implements Target {}

    /** Whether it is that limit of the provider's file. */
    default boolean isDeclared(Limit limit) {
        return false;
    }
}
