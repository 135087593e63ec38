package io.sluice.core.simulation;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Runs the simulation for many seeds: {@code ManySeeds FIRST COUNT}, on all processors. Exit status 1 where one fails. */
final class ManySeeds {
    private ManySeeds() {}

    public static void main(String[] args) {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 0;
        long count = args.length > 1 ? Long.parseLong(args[1]) : 10_000;
        long begin = System.nanoTime();
        AtomicLong requests = new AtomicLong();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        LongStream.range(first, first + count).parallel().forEach(seed -> {
            try {
                requests.addAndGet(Scenario.run(seed));
            } catch (AssertionError | RuntimeException e) {
                failed.add(replay(seed) + "\n    "
                        + e.toString().substring(0, Math.min(900, e.toString().length())));
                if (count == 1) {
                    e.printStackTrace();
                }
            }
        });
        List<String> some = failed.stream().sorted().limit(10).toList();
        some.forEach(System.out::println);
        System.out.printf(
                "%d seeds of one hour, %d requests, %d failed, %.1f s%n",
                count, requests.get(), failed.size(), (System.nanoTime() - begin) / 1e9);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    /** The command that runs one seed again. */
    static String replay(long seed) {
        return "core/simulate " + seed + " 1";
    }
}
