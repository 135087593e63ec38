package io.sluice.core.provider;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a call takes of the limits that count it, in budget units.
 *
 * @param usual of each limit that is not named; at least 1
 * @param byLimit by a limit's name; 0 where the limit does not count the call
 */
public record Cost(long usual, Map<String, Long> byLimit) {
    /** One unit of every limit. */
    public static final Cost ONE = new Cost(1, Map.of());

    /** Below this costs are told apart exactly. */
    private static final int EXACT = 100;
    /** Larger ones are rounded up to a multiple of so much of their highest bit, */
    private static final int BINARY = 32;
    /** or of so much of their highest decimal place, whichever is nearer: what people write is round, and stays as it is. */
    private static final int DECIMAL = 20;

    /** Throws {@link IllegalArgumentException} where a number is too small. */
    public Cost {
        if (usual < 1 || byLimit.values().stream().anyMatch(units -> units < 0)) {
            throw new IllegalArgumentException("a call costs at least 1, not " + usual
                    + ", and of no limit less than 0: " + new TreeMap<>(byLimit));
        }
        byLimit = Map.copyOf(byLimit);
    }

    /** So many units of every limit. */
    public static Cost of(long usual) {
        return usual == 1 ? ONE : new Cost(usual, Map.of());
    }

    /** Units of the limit of that name. */
    public long of(String limit) {
        return byLimit.isEmpty() ? usual : byLimit.getOrDefault(limit, usual);
    }

    /**
     * A cost that is nowhere less and at most a 32nd more, of which there are few: requests of one such class wait in the same
     * lanes, and their calls set aside that much until they are settled at the truth.
     */
    public Cost ceiling() {
        if (byLimit.isEmpty()) {
            return usual < EXACT ? this : new Cost(ceiling(usual), Map.of());
        }
        Map<String, Long> ceilings = new TreeMap<>();
        byLimit.forEach((limit, units) -> ceilings.put(limit, ceiling(units)));
        return new Cost(ceiling(usual), ceilings);
    }

    private static long ceiling(long units) {
        if (units < EXACT) {
            return units;
        }
        return Math.min(ceiling(units, Long.highestOneBit(units) / BINARY), ceiling(units, place(units) / DECIMAL));
    }

    private static long ceiling(long units, long grain) {
        return (units + grain - 1) / grain * grain;
    }

    /** The largest power of ten that is no larger; 100 at least. */
    private static long place(long units) {
        long place = EXACT;
        while (units / 10 >= place) {
            place *= 10;
        }
        return place;
    }

    /** Its part in the names of pools and lanes: empty where everything takes one unit. */
    public String suffix() {
        StringBuilder suffix = new StringBuilder(usual == 1 ? "" : "x" + usual);
        new TreeMap<>(byLimit)
                .forEach((limit, units) -> suffix.append('x').append(limit).append(units));
        return suffix.toString();
    }
}
