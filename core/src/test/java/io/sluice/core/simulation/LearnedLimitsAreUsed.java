package io.sluice.core.simulation;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Request;

/**
 * A learned limit is used, and few calls are refused; judged once all is over. The bounds lie beyond what 2,000 worlds came to:
 *
 * <pre>
 *                          used at worst, of each twentieth, middle    refused at worst, of each twentieth
 *   as it was   windows    0.97           1.00               1.00      0.7 %             0.3 %
 *               buckets    0.51           0.97               1.03      2.4 %             1.7 %
 *   raised      windows    0.95           0.97               1.00      0.4 %             0.2 %
 *               buckets    0.46           0.50               0.54      1.0 %             0.7 %
 *   lowered     windows    0.41           0.56               1.00     28 %               0.6 %
 *               buckets    0.49           0.96               1.00      2.4 %             1.3 %
 * </pre>
 *
 * <p>That a bucket has been raised is found after up to 12,800 calls; a window that was lowered is taken for a longer one at first.
 */
final class LearnedLimitsAreUsed implements Watcher {
    private final Limit first;
    private final Limit last;
    private final long budgets;
    private final long from;
    private final long to;
    private long taken;
    private long refused;

    /**
     * @param first what was learned at first
     * @param last what it was changed to; the same where it was not
     * @param budgets how many there are of it
     * @param from epoch ms at which it should be known
     * @param to epoch ms
     */
    LearnedLimitsAreUsed(Limit first, Limit last, long budgets, long from, long to) {
        this.first = first;
        this.last = last;
        this.budgets = budgets;
        this.from = from;
        this.to = to;
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        if (at >= from && at < to) {
            boolean isTaken = reply instanceof FakeProvider.Reply.Taken;
            taken += isTaken ? 1 : 0;
            refused += isTaken ? 0 : 1;
        }
    }

    /** The calls that were taken, of those that could have been. */
    double used() {
        long per = last.window().length().orElseThrow();
        return 1.0 * taken * per / (budgets * last.quota() * (to - from));
    }

    /** The calls that were refused, of all. */
    double refused() {
        return 1.0 * refused / Math.max(1, taken + refused);
    }

    /** All is over. */
    void finish() {
        if (used() < leastUsed() || refused() > mostRefused()) {
            throw Invariants.broken(
                    this, String.format("%s, before %s: %.3f used, %.3f refused", last, first, used(), refused()));
        }
    }

    private double leastUsed() {
        return last.quota() < first.quota() || last.window() instanceof Window.Bucket ? 0.35 : 0.7;
    }

    private double mostRefused() {
        return last.quota() < first.quota() ? 0.5 : 0.06;
    }
}
