package io.sluice.policy.dialect;

import io.sluice.core.meter.Word;
import io.sluice.policy.value.Interval;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's headers tell about one limit.
 *
 * @param name that they give it
 * @param perMillis length of its window
 * @param ends when all of the quota is back
 * @param unit what it counts where that is not requests
 * @param field whether a RateLimit field tells it
 * @param headers the names of those that tell it
 */
public record Told(
        @Nullable String name,
        OptionalLong quota,
        OptionalLong remaining,
        OptionalLong perMillis,
        Optional<Interval> ends,
        @Nullable String unit,
        boolean field,
        Set<String> headers) {
    private static final int LONGEST_NAME = 100;

    public Told {
        name = name == null || name.isBlank() || name.length() > LONGEST_NAME ? null : name.trim();
        headers = Set.copyOf(headers);
    }

    /** What it says to the limit's meter. */
    public Word word() {
        return new Word(
                quota,
                remaining,
                ends.map(Interval::from).orElse(Word.NO_RESET),
                ends.map(Interval::to).orElse(Word.NO_RESET));
    }

    /** Whether there is anything to say. */
    boolean tells() {
        return quota.isPresent() || remaining.isPresent();
    }

    /**
     * The same limit told in two ways, as servers do that write headers for old and new clients: equal counts, and nothing
     * else that differs. Empty where these are two limits.
     */
    Optional<Told> and(Told other) {
        boolean equal = quota.isPresent()
                && remaining.isPresent()
                && quota.equals(other.quota)
                && remaining.equals(other.remaining)
                && (unit == null ? other.unit == null : unit.equals(other.unit))
                && (name == null || other.name == null || name.equals(other.name))
                && (perMillis.isEmpty() || other.perMillis.isEmpty() || perMillis.equals(other.perMillis));
        Optional<Interval> both =
                ends.isPresent() && other.ends.isPresent() ? ends.get().and(other.ends.get()) : ends.or(other::ends);
        if (!equal || (ends.isPresent() && both.isEmpty())) {
            return Optional.empty();
        }
        Set<String> all = new HashSet<>(headers);
        all.addAll(other.headers);
        return Optional.of(new Told(
                name == null ? other.name : name,
                quota,
                remaining,
                perMillis.isPresent() ? perMillis : other.perMillis,
                both,
                unit,
                field || other.field,
                all));
    }
}
