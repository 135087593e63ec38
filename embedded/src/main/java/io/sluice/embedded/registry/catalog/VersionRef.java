package io.sluice.embedded.registry.catalog;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a request names a version of a subject.
 *
 * @param number from 1; without one, the latest version is meant
 */
public record VersionRef(OptionalInt number) {
    private static final VersionRef LATEST = new VersionRef(OptionalInt.empty());

    /**
     * Reads {@code latest}, {@code -1} (which means the same) or a number from 1.
     *
     * @throws RegistryException 42202 for anything else
     */
    public static VersionRef parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return LATEST;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return new VersionRef(OptionalInt.of(number));
            }
        } catch (NumberFormatException e) {
            // refused below, with the numbers that are out of range
        }
        throw new RegistryException(
                42202,
                "The specified version '" + text + "' is not a valid version id. "
                        + "Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    boolean isLatest() {
        return number.isEmpty();
    }

    /** The version that is meant, if it is among these. */
    <V> Optional<V> in(NavigableMap<Integer, V> versions) {
        if (number.isPresent()) {
            return Optional.ofNullable(versions.get(number.getAsInt()));
        }
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.lastEntry().getValue());
    }

    @Override
    public String toString() {
        return isLatest() ? "latest" : Integer.toString(number.getAsInt());
    }
}
