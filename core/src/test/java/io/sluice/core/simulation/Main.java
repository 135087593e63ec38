package io.sluice.core.simulation;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs hours of random worlds on all processors, with one of learned limits beside each twentieth and a throng beside each tenth: {@code --seeds N [--first N]},
 * by default 10,000 from 0 on; or one of them again: {@code --seed N}, and with {@code --trace N} shows what happens. Exit status 1
 * where one fails, 2 for an unknown option.
 */
final class Main {
    private static final int SHOWN = 900;

    private final LongAdder requests = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private final boolean trace;

    private Main(boolean trace) {
        this.trace = trace;
    }

    public static void main(String[] args) {
        long first = 0;
        long count = 10_000;
        boolean trace = false;
        for (int i = 0; i < args.length; i += 2) {
            String option = args[i];
            if (i + 1 == args.length || !args[i + 1].matches("\\d{1,18}")) {
                refuse(option);
            }
            long value = Long.parseLong(args[i + 1]);
            switch (option) {
                case "--seeds" -> count = value;
                case "--first" -> first = value;
                case "--seed", "--trace" -> {
                    first = value;
                    count = 1;
                    trace = option.equals("--trace");
                }
                default -> refuse(option);
            }
        }
        System.exit(new Main(trace).run(first, count) ? 0 : 1);
    }

    private static void refuse(String option) {
        System.err.println("core/simulate [--seeds N] [--first N] | --seed N | --trace N; not " + option);
        System.exit(2);
    }

    private boolean run(long first, long count) {
        long begin = System.nanoTime();
        LongStream.range(first, first + count).parallel().forEach(seed -> {
            Throwable broken = broken(seed);
            if (broken != null) {
                failed.increment();
                String what = broken.toString();
                System.out.println(replay(seed) + "\n    " + what.substring(0, Math.min(SHOWN, what.length())));
                if (count == 1) {
                    broken.printStackTrace();
                }
            }
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%,d seeds of one hour, %,d requests, %,d events, %.1f s, %,.0f events/s, %d failed%n",
                count, requests.sum(), events.sum(), seconds, events.sum() / seconds, failed.sum());
        return failed.sum() == 0;
    }

    private @Nullable Throwable broken(long seed) {
        try {
            Scenario.Tally tally = Scenario.run(seed, trace ? List.of(new Trace(System.out)) : List.of());
            if (Saturated.comesWith(seed)) {
                Saturated.run(seed);
            }
            if (Throng.comesWith(seed)) {
                Throng.run(seed);
            }
            requests.add(tally.requests());
            events.add(tally.events());
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }

    /** The command that runs one seed again. */
    static String replay(long seed) {
        return "core/simulate --seed " + seed;
    }
}
