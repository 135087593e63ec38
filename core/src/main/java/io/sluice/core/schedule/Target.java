package io.sluice.core.schedule;

import io.sluice.core.provider.Limit;
import java.util.Optional;
import java.util.Set;

/** Which limit an answer speaks of. */
public sealed interface Target {
    /** A limit of the provider's file. */
    record Declared(String name) implements Target {
        @Override
        public Optional<String> limit() {
            return Optional.of(name);
        }
    }

    /**
     * A limit of the provider's file of which the answer names the bucket: endpoints whose calls are counted in one bucket share
     * a budget.
     */
    record Bucket(String name, String bucket) implements Target {
        @Override
        public Optional<String> limit() {
            return Optional.of(name);
        }
    }

    /**
     * A limit of the provider's file as other endpoints than the call's count it: the answer is about the limit, and is not one
     * of its calls.
     */
    record Elsewhere(String name, Set<String> endpoints) implements Target {
        public Elsewhere {
            endpoints = Set.copyOf(endpoints);
        }

        @Override
        public Optional<String> limit() {
            return Optional.of(name);
        }

        @Override
        public boolean isDeclared(Limit other) {
            return false;
        }
    }

    /** A limit that no file declares and that the answer gives a name. */
    record Named(String name) implements Target {
        @Override
        public Optional<String> limit() {
            return Optional.empty();
        }
    }

    /** A limit that no file declares, and that has no name. */
    record Unnamed() implements Target {
        @Override
        public Optional<String> limit() {
            return Optional.empty();
        }
    }

    /** Its name in the provider's file, where that declares it. */
    Optional<String> limit();

    /** Whether it is that limit of the provider's file, as the call itself counts it. */
    default boolean isDeclared(Limit other) {
        return limit().filter(other::isCalled).isPresent();
    }
}
