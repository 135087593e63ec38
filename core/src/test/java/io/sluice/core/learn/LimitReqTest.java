package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The marks for learned limits behind nginx limit_req, of which no answer tells: 20 requests per second and 20 at once for each
 * account.
 */
class LimitReqTest {
    private static final int SEEDS = 200;
    private static final int RATE = 20;
    private static final int BURST = 20;
    private static final double USED = 0.95;
    private static final double REFUSED = 0.01;

    /**
     * How one went.
     *
     * @param used the least time that the limit forces on the whole, learning included, over the time that it took
     * @param refused share of the calls after the first hundred
     */
    private record Figures(long seed, double used, double refused) {
        boolean areMarksReached() {
            return used >= USED && refused <= REFUSED;
        }
    }

    @Test
    void oneAccountReachesTheMarks() {
        List<Figures> all = figures(1, 500, 30, 25);
        assertThat(all.stream().filter(Figures::areMarksReached).count())
                .as("seeds that reach the marks, of %s", all)
                .isGreaterThanOrEqualTo(SEEDS * 95 / 100);
    }

    @Test
    void twoAccountsReachThemInThreeOfFourSeeds() {
        List<Figures> all = figures(2, 700, 12, 12);
        assertThat(all.stream().filter(Figures::areMarksReached).count())
                .as("seeds that reach the marks, of %s", all)
                .isGreaterThanOrEqualTo(SEEDS * 75 / 100);
    }

    /** Calls of up to {@code longest} ms, whose orders are committed every {@code commit} ms. */
    private static List<Figures> figures(int accounts, int requests, int longest, int commit) {
        Scope each = new Scope(List.of(Dimension.Fixed.CREDENTIAL));
        List<Figures> all = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Loop loop = new Loop(
                    () -> new LimitReq(RATE, BURST), each, Words.NONE, Trial.callers(accounts), seed, List.of());
            loop.underWay(1, longest, Handing.committed(commit)).requests(requests);
            double least = 1_000.0 * (requests - accounts * (BURST + 1)) / (accounts * RATE);
            all.add(new Figures(seed, least / loop.took(), 1.0 * loop.refusedLater / (requests - 100)));
        }
        return all;
    }
}
