package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The marks for learned limits behind nginx limit_req, of which no answer tells: 20 requests per second and 20 at once for each
 * account, calls of 1 to 30 ms, orders committed every 25 ms.
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
        List<Figures> all = figures(1, 500);
        assertThat(all.stream().filter(Figures::areMarksReached).count())
                .as("seeds that reach the marks, of %s", all)
                .isGreaterThanOrEqualTo(SEEDS * 95 / 100);
    }

    @Test
    void theLessOfThemRefuseWhatTwoAccountsAskFor() {
        List<Figures> all = figures(2, 700);
        assertThat(all.stream().filter(one -> one.refused() <= REFUSED).count())
                .as("seeds that are refused no more than the mark, of %s", all)
                .isGreaterThanOrEqualTo(SEEDS * 60 / 100);
    }

    private static List<Figures> figures(int accounts, int requests) {
        Scope each = new Scope(List.of(Dimension.Fixed.CREDENTIAL));
        List<Figures> all = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Loop loop = new Loop(
                    () -> new LimitReq(RATE, BURST), each, Words.NONE, Trial.callers(accounts), seed, List.of());
            loop.underWay(1, 30, Handing.committed(25)).requests(requests);
            double least = 1_000.0 * (requests - accounts * (BURST + 1)) / (accounts * RATE);
            all.add(new Figures(seed, least / loop.took(), 1.0 * loop.refusedLater / (requests - 100)));
        }
        return all;
    }
}
