package io.sluice.core.schedule;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests by their ids: a table of references and hashes, since a million of them may wait and a node for each in a
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
    /** The hashes of the ids in the table, so that few requests need be looked at. */
    private int[] hashes = new int[LEAST];

    private int size;

    /** @param seed of the function; tables of one seed have one order */
    ById(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Nullable
    Pending get(String id) {
        return table[place(id, hash(id))];
    }

    /** Takes it in, in place of one of the same id. */
    void put(Pending pending) {
        int hash = hash(pending.id);
        int at = place(pending.id, hash);
        if (table[at] == null) {
            size++;
        }
        table[at] = pending;
        hashes[at] = hash;
        if (5 * size > 3 * table.length) {
            grow();
        }
    }

    void remove(String id) {
        int hole = place(id, hash(id));
        if (table[hole] == null) {
            return;
        }
        size--;
        table[hole] = null;
        for (int at = next(hole); table[at] != null; at = next(at)) {
            // One that would not be found any more beyond the hole moves into it.
            if (steps(home(hashes[at]), at) >= steps(hole, at)) {
                table[hole] = table[at];
                hashes[hole] = hashes[at];
                table[at] = null;
                hole = at;
            }
        }
    }

    /** All, in no order. */
    Stream<Pending> stream() {
        return Arrays.stream(table).filter(Objects::nonNull);
    }

    int size() {
        return size;
    }

    /** Where one of this id stands, or would. */
    private int place(String id, int hash) {
        int at = home(hash);
        for (Pending pending = table[at]; pending != null; pending = table[at]) {
            if (hashes[at] == hash && pending.id.equals(id)) {
                break;
            }
            at = next(at);
        }
        return at;
    }

    private int home(int hash) {
        return hash & (table.length - 1);
    }

    private int next(int at) {
        return (at + 1) & (table.length - 1);
    }

    private int steps(int from, int to) {
        return (to - from) & (table.length - 1);
    }

    private void grow() {
        @Nullable Pending[] before = table;
        int[] hashesBefore = hashes;
        table = new Pending[2 * before.length];
        hashes = new int[table.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != null) {
                int at = home(hashesBefore[i]);
                while (table[at] != null) {
                    at = next(at);
                }
                table[at] = before[i];
                hashes[at] = hashesBefore[i];
            }
        }
    }

    private int hash(String id) {
        int length = id.length();
        if (factors.length <= length) {
            int known = factors.length;
            factors = Arrays.copyOf(factors, 2 * length + LEAST);
            Arrays.setAll(factors, i -> i < known ? factors[i] : random.nextLong());
        }
        long sum = factors[length];
        for (int i = 0; i < length; i++) {
            sum += factors[i] * id.charAt(i);
        }
        return (int) (sum >>> Integer.SIZE);
    }
}
