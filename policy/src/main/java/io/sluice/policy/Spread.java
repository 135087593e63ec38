package io.sluice.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Demands spread over keys as evenly as they can be, each over the keys that may serve it: a bipartite flow, whose least
 * capacity per key is found by halving.
 */
final class Spread {
    /** Beyond so many edges the flow is not computed, but a bound that is never above it. */
    private static final long MOST_EDGES = 1_000_000;

    private final long[] demands;
    private final int[][] keysOf;
    private final int keys;

    private Spread(long[] demands, int[][] keysOf, int keys) {
        this.demands = demands;
        this.keysOf = keysOf;
        this.keys = keys;
    }

    /** The units that the fullest key must take at least. Each demand names at least one key. */
    static <K> long fullest(Map<Set<K>, Long> demands) {
        Map<K, Integer> numbers = new HashMap<>();
        List<int[]> keysOf = new ArrayList<>();
        long[] units = new long[demands.size()];
        demands.forEach((keys, asked) -> {
            units[keysOf.size()] = asked;
            keysOf.add(keys.stream()
                    .mapToInt(key -> numbers.computeIfAbsent(key, first -> numbers.size()))
                    .toArray());
        });
        return new Spread(units, keysOf.toArray(int[][]::new), numbers.size()).fullest();
    }

    private long fullest() {
        long total = Arrays.stream(demands).sum();
        long least = ceil(total, Math.max(1, keys));
        boolean simple = true;
        long edges = 0;
        long[] own = new long[keys];
        for (int i = 0; i < demands.length; i++) {
            int width = keysOf[i].length;
            edges += width;
            least = Math.max(least, ceil(demands[i], width));
            simple &= width == 1 || width == keys;
            if (width == 1) {
                own[keysOf[i][0]] += demands[i];
            }
        }
        least = Math.max(least, Arrays.stream(own).max().orElse(0));
        return simple || edges > MOST_EDGES ? least : search(least, total);
    }

    private long search(long least, long most) {
        long low = least;
        long high = most;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (fits(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean fits(long capacity) {
        long[] free = new long[keys];
        Arrays.fill(free, capacity);
        List<Map<Integer, Long>> taken = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            taken.add(new HashMap<>());
        }
        for (int demand = 0; demand < demands.length; demand++) {
            long open = demands[demand];
            while (open > 0) {
                long moved = place(demand, open, free, taken);
                if (moved == 0) {
                    return false;
                }
                open -= moved;
            }
        }
        return true;
    }

    /** Places units of a demand, moving others aside along the shortest way; returns how many. */
    private long place(int demand, long open, long[] free, List<Map<Integer, Long>> taken) {
        int[] cameFrom = new int[keys];
        int[] movesDemand = new int[keys];
        Arrays.fill(cameFrom, -2);
        Deque<Integer> queue = new ArrayDeque<>();
        for (int key : keysOf[demand]) {
            cameFrom[key] = -1;
            movesDemand[key] = demand;
            queue.add(key);
        }
        while (!queue.isEmpty()) {
            int key = queue.remove();
            if (free[key] > 0) {
                return push(key, Math.min(open, free[key]), cameFrom, movesDemand, free, taken);
            }
            for (int other : taken.get(key).keySet()) {
                for (int next : keysOf[other]) {
                    if (cameFrom[next] == -2) {
                        cameFrom[next] = key;
                        movesDemand[next] = other;
                        queue.add(next);
                    }
                }
            }
        }
        return 0;
    }

    private static long push(
            int end, long most, int[] cameFrom, int[] movesDemand, long[] free, List<Map<Integer, Long>> taken) {
        long units = most;
        for (int key = end; cameFrom[key] >= 0; key = cameFrom[key]) {
            units = Math.min(units, taken.get(cameFrom[key]).getOrDefault(movesDemand[key], 0L));
        }
        free[end] -= units;
        for (int key = end; key >= 0; key = cameFrom[key]) {
            taken.get(key).merge(movesDemand[key], units, Long::sum);
            if (cameFrom[key] >= 0) {
                long left = taken.get(cameFrom[key]).merge(movesDemand[key], -units, Long::sum);
                if (left == 0) {
                    taken.get(cameFrom[key]).remove(movesDemand[key]);
                }
            }
        }
        return units;
    }

    private static long ceil(long units, long parts) {
        return (units + parts - 1) / parts;
    }
}
