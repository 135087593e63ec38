package io.sluice.bench;

import io.sluice.bench.loop.Latencies;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One round of one loop at one rate.
 *
 * @param rate requests per second
 * @param isHeld whether the requests without a response did not become more
 */
record OpenRound(String loop, int rate, Latencies toCall, Latencies toResponse, boolean isHeld) {
    static List<OpenRound> of(List<OpenRound> rounds, String loop) {
        return rounds.stream().filter(round -> round.loop.equals(loop)).toList();
    }

    static List<OpenRound> at(List<OpenRound> rounds, int rate) {
        return rounds.stream().filter(round -> round.rate == rate).toList();
    }

    /** The highest rate that most rounds held; 0 where none was. */
    static int held(List<OpenRound> rounds, List<Integer> rates) {
        return rates.stream()
                .filter(rate -> Figures.median(at(rounds, rate), round -> round.isHeld ? 1 : 0) > 0)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** Medians of a loop at each rate. */
    static void report(Results results, String loop, List<Integer> rates, List<OpenRound> all) {
        List<OpenRound> rounds = of(all, loop);
        for (int rate : rates) {
            List<OpenRound> same = at(rounds, rate);
            String toCall = report(results, loop + "ToCall", same, OpenRound::toCall);
            String toResponse = report(results, loop + "ToResponse", same, OpenRound::toResponse);
            results.say(String.format(
                    Locale.ROOT, "%-8s %,6d/s  to call %s, to response %s", loop, rate, toCall, toResponse));
        }
        results.put(loop + "HeldPerSecond", (long) held(rounds, rates));
    }

    private static String report(
            Results results, String name, List<OpenRound> same, Function<OpenRound, Latencies> times) {
        String at = "MsAt" + same.get(0).rate;
        StringBuilder text = new StringBuilder();
        for (int percent : List.of(50, 90, 99)) {
            double median = Figures.median(same, round -> times.apply(round).millis(percent));
            results.putAside(name + "P" + percent + at, median);
            text.append(String.format(Locale.ROOT, "p%d %.1f ", percent, median));
        }
        double max = Figures.median(same, round -> times.apply(round).maxMillis());
        results.putAside(name + "Max" + at, max);
        return text + String.format(Locale.ROOT, "max %.1f ms", max);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,6d/s %-8s %s, to call %s, to response %s",
                rate,
                loop,
                isHeld ? "held" : "not held",
                text(toCall),
                text(toResponse));
    }

    private static String text(Latencies times) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f p90 %.1f p99 %.1f max %.1f ms",
                times.millis(50),
                times.millis(90),
                times.millis(99),
                times.maxMillis());
    }
}
