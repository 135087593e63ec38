package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A learner against one kind of limiter, saturated, over many seeds, beside a client that was told the limit.
 *
 * @param used calls taken by what the other client's limiter took, worst first
 * @param refused share refused after the first hundred calls, worst first
 */
record Trial(List<Double> used, List<Double> refused) {
    static final int SEEDS = Integer.getInteger("sluice.learn.seeds", 6);

    /** What is tried. */
    record Case(Limiter.Kind kind, long quota, long per, Words words, long millis, String scope, int credentials) {
        Scope counted() {
            return new Scope(Dimension.parse(scope).stream().toList());
        }

        Limiter limiter() {
            return kind.of(quota, per);
        }

        Limit limit() {
            return new Limit("declared", counted(), quota, kind.window(per));
        }
    }

    static Trial of(Case tried) {
        List<Double> used = new ArrayList<>();
        List<Double> refused = new ArrayList<>();
        LongStream.range(0, SEEDS).forEach(seed -> {
            Loop learned = loop(tried, seed, List.of()).saturate(tried.millis());
            Loop declared = loop(tried, seed, List.of(tried.limit())).saturate(tried.millis());
            used.add(1.0 * learned.taken / declared.taken);
            refused.add(1.0 * learned.refusedLater / Math.max(1, learned.calls - 100));
        });
        used.sort(null);
        refused.sort((a, b) -> Double.compare(b, a));
        return new Trial(used, refused);
    }

    static Loop loop(Case tried, long seed, List<Limit> declared) {
        return new Loop(tried::limiter, tried.counted(), tried.words(), callers(tried.credentials()), seed, declared);
    }

    /** Two credentials for each account. */
    static List<Caller> callers(int credentials) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < credentials; i++) {
            callers.add(new Caller("other", new Credential("p", "c" + i, "a" + i / 2, "app", "e", Map.of(), false)));
        }
        return callers;
    }

    double worstUsed() {
        return used.get(0);
    }

    double medianUsed() {
        return used.get(used.size() / 2);
    }

    double worstRefused() {
        return refused.get(0);
    }

    double medianRefused() {
        return refused.get(refused.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(
                "used %.3f at worst, %.3f in the middle; refused %.4f at worst, %.4f in the middle",
                worstUsed(), medianUsed(), worstRefused(), medianRefused());
    }
}
