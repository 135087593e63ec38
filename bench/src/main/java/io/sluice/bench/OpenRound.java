package io.sluice.bench;

import io.sluice.bench.loop.Latencies;
import java.util.List;
import java.util.Locale;

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
            for (int percent : List.of(50, 90, 99)) {
                String name = "P" + percent + "MsAt" + rate;
                results.put(loop + "ToCall" + name, Figures.median(same, round -> round.toCall.millis(percent)));
                results.put(
                        loop + "ToResponse" + name, Figures.median(same, round -> round.toResponse.millis(percent)));
            }
            results.put(loop + "ToCallMaxMsAt" + rate, Figures.median(same, round -> round.toCall.maxMillis()));
            results.put(loop + "ToResponseMaxMsAt" + rate, Figures.median(same, round -> round.toResponse.maxMillis()));
        }
        results.put(loop + "HeldPerSecond", (long) held(rounds, rates));
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
