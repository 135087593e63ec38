package io.sluice.core.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests by their ids: a table of nothing but references, since a million of them may wait and a node for each in a
 * {@link java.util.HashMap} would be a sixth of what they take.
 *
 * <p>Open addressing with linear probing. Ids are chosen by users, so they are hashed by a function drawn at random, for which
 * nobody can choose ids that collide: multilinear hashing, strongly universal in its upper 32 bits (Lemire and Kaser, Strongly
 * universal string hashing is fast, 2014).
 */
final class ById {
    private static final int LEAST = 64;

    private final SplittableRandom random;
    private long[] factors = new long[0];
    private @Nullable Pending[] table = new Pending[LEAST];
    private int size;

    /** @param seed of the function; tables of one seed have one order */
    ById(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Nullable
    Pending get(String id) {
        return table[place(id)];
    }

    /** Takes it in, in place of one of the same id. */
    void put(Pending pending) {
        int at = place(pending.id);
        if (table[at] == null) {
            size++;
        }
        table[at] = pending;
        if (5 * size > 3 * table.length) {
            grow();
        }
    }

    void remove(String id) {
        int hole = place(id);
        if (table[hole] == null) {
            return;
        }
        size--;
        table[hole] = null;
        int at = next(hole);
        for (Pending pending = table[at]; pending != null; pending = table[at]) {
            // One that would not be found any more beyond the hole moves into it.
            if (steps(home(pending.id), at) >= steps(hole, at)) {
                table[hole] = pending;
                table[at] = null;
                hole = at;
            }
            at = next(at);
        }
    }

    /** All as they are now, in no order. */
    List<Pending> all() {
        return stream().toList();
    }

    Stream<Pending> stream() {
        return Arrays.stream(table).filter(Objects::nonNull);
    }

    int size() {
        return size;
    }

    /** Where one of this id stands, or would. */
    private int place(String id) {
        int at = home(id);
        for (Pending pending = table[at]; pending != null && !pending.id.equals(id); pending = table[at]) {
            at = next(at);
        }
        return at;
    }

    private int home(String id) {
        return hash(id) & (table.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    private int steps(int from, int to) {
        return (to - from) & (table.length - 1);
    }

    private void grow() {
        List<Pending> all = all();
        table = new Pending[2 * table.length];
        all.forEach(pending -> table[place(pending.id)] = pending);
    }

    private int hash(String id) {
        int length = id.length();
        while (factors.length <= length) {
            factors = Stream.of(factors, random.longs(factors.length + LEAST).toArray())
                    .flatMapToLong(Arrays::stream)
                    .toArray();
        }
        long sum = factors[length];
        for (int i = 0; i < length; i++) {
            sum += factors[i] * id.charAt(i);
        }
        return (int) (sum >>> Integer.SIZE);
    }
}
