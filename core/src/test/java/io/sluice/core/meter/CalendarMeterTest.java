package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import org.junit.jupiter.api.Test;

/** Quota 3 per minute of the provider's clock. */
class CalendarMeterTest {
    private final MeterTable t = new MeterTable(3, new Window.Calendar(new Window.Turns.Aligned(60_000)));

    @Test
    void theQuotaIsBackASecondAfterTheTurnWhileTheProvidersClockIsUnknown() {
        t.spend("a", 3, 10_000).freeNobodyKnowsWhen(1, 10_000).settle("a", 10_000, 10_040);
        t.free(1, 10_050, 61_000)
                .opens(10_050, 61_000)
                .used(10_050, 3)
                .idle(60_999, false)
                .idle(61_000, true);
    }

    @Test
    void aCallNearATurnCountsOnBothSides() {
        t.spend("a", 1, 58_950).settle("a", 58_950, 58_999).free(3, 59_000, 61_000);
        t.spend("b", 1, 58_960)
                .settle("b", 58_960, 59_000)
                .free(2, 61_000, 61_000)
                .free(3, 61_000, 121_000);
    }

    @Test
    void aCallInFlightMayArriveInAnyLaterWindow() {
        t.spend("a", 2, 0).free(1, 70_000, 70_000).freeNobodyKnowsWhen(2, 70_000);
        t.settle("a", 0, 71_000).free(2, 71_000, 121_000);
    }

    @Test
    void aCallThatDidNotHappenTakesNothing() {
        t.spend("a", 3, 0).giveBack("a").free(3, 1, 1).idle(1, true);
    }

    @Test
    void datesTellTheProvidersClock() {
        t.spend("a", 3, 10_000)
                .settle("a", 10_000, 10_040)
                .clock(10_000, 10_000, 10_040)
                .free(1, 10_050, 60_040);
        t.clock(11_000, 10_900, 10_960).free(1, 11_000, 60_000 - 40);
    }

    @Test
    void aFirstDateFarAwayIsBelievedAndWhatWasCountedIsTakenOver() {
        t.spend("a", 3, 10_000).settle("a", 10_000, 10_040).clock(40_000, 10_000, 10_040);
        t.free(1, 10_050, 60_000 - 29_960);
    }

    @Test
    void laterOneContradictionIsNotBelievedAndTwoAre() {
        t.clock(0, 0, 40).spend("a", 3, 10_000).settle("a", 10_000, 10_040).clock(10_000, 10_000, 10_040);
        t.clock(-90_000, 10_100, 10_140).free(1, 10_150, 60_040);
        t.clock(-89_000, 10_200, 10_240).free(1, 10_250, 39_240);
    }

    @Test
    void whatOthersSpentIsTold() {
        t.spend("a", 1, 10_000)
                .settle("a", 10_000, 10_040)
                .hearRemaining("a", 0, 10_000, 10_040)
                .free(1, 10_050, 61_000);
    }

    @Test
    void aWordFromNearATurnIsNotHeard() {
        t.spend("a", 1, 59_500)
                .settle("a", 59_500, 59_540)
                .hearRemaining("a", 0, 59_500, 59_540)
                .free(2, 59_600, 59_600);
    }

    @Test
    void aToldQuotaCountsWhereItIsLessUntilTheNextWord() {
        t.spend("a", 1, 10_000)
                .settle("a", 10_000, 10_040)
                .hearQuota("a", 1, 10_000, 10_040)
                .free(1, 10_050, 61_000);
        t.hearQuota("a", 9, 10_000, 10_040).free(2, 10_050, 10_050).free(3, 10_050, 61_000);
    }

    @Test
    void aRestartForgetsNothing() {
        t.clock(10_000, 10_000, 10_040)
                .spend("a", 2, 10_000)
                .settle("a", 10_000, 10_040)
                .spend("b", 1, 10_100);
        t.restart()
                .free(1, 10_200, 60_040)
                .freeNobodyKnowsWhen(3, 10_200)
                .settle("b", 10_100, 10_140)
                .restart()
                .free(1, 10_200, 60_040);
    }
}
