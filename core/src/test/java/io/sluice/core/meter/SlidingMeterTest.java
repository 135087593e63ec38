package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import org.junit.jupiter.api.Test;

/** Quota 3, W = 1,000 ms. */
class SlidingMeterTest {
    private final MeterTable t = new MeterTable(3, new Window.Sliding(1_000));

    @Test
    void eachSlotIsFreeOneWindowAfterItsAnswer() {
        t.spend("a", 1, 0).spend("b", 1, 200).spend("c", 1, 400).freeNobodyKnowsWhen(1, 400);
        t.settle("a", 0, 50).settle("b", 200, 260).settle("c", 400, 470);
        t.free(1, 500, 1_050).free(2, 500, 1_260).free(3, 500, 1_470).free(3, 1_470, 1_470);
        t.opens(500, 1_050).used(1_049, 3).used(1_050, 2).used(1_470, 0);
    }

    @Test
    void anAnswerThatComesOutOfOrderCountsAsTheLatest() {
        t.spend("a", 1, 0)
                .spend("b", 1, 0)
                .settle("b", 0, 90)
                .settle("a", 0, 50)
                .free(3, 100, 1_090);
    }

    @Test
    void aCallThatDidNotHappenTakesNoSlot() {
        t.spend("a", 3, 0).giveBack("a").free(3, 1, 1).idle(1, true);
    }

    @Test
    void aCallThatCostsMoreThanTheQuotaTakesAnEmptyWindow() {
        t.spend("a", 1, 0).settle("a", 0, 50).free(7, 60, 1_050).spend("b", 7, 1_050);
        t.used(1_050, 3).settle("b", 1_050, 1_100).free(1, 1_100, 2_100);
    }

    @Test
    void whatOthersSpentIsFreeOneWindowAfterItWasTold() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearRemaining("a", 0, 0, 50);
        t.used(60, 3).free(1, 60, 1_050);
        t.spend("b", 1, 1_050)
                .settle("b", 1_050, 1_100)
                .hearRemaining("b", 2, 1_050, 1_100)
                .used(1_100, 1);
    }

    @Test
    void whatOthersSpentIsFreeByTheEndThatIsTold() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearSpent(0, 300, 400, 0, 50);
        t.used(60, 3).free(2, 60, 400).free(3, 60, 1_050).restart().free(2, 60, 400);
        t.spend("b", 1, 410)
                .settle("b", 410, 450)
                .hearRemaining("b", 1, 410, 450)
                .used(450, 2);
    }

    @Test
    void anEndThatIsToldTooLateOrThatHasPassedCountsAsNone() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearSpent(0, 9_000, 10_000, 0, 50).free(1, 60, 1_050);
        t.spend("b", 1, 2_000)
                .settle("b", 2_000, 2_050)
                .hearSpent(0, 1_000, 1_900, 2_000, 2_050)
                .free(1, 2_060, 3_050);
    }

    @Test
    void whatASlowCallMayHaveBeenCountedWithIsNotTakenForOthers() {
        t.spend("slow", 1, 0)
                .spend("a", 2, 0)
                .settle("a", 0, 100)
                .spend("b", 1, 2_000)
                .settle("b", 2_000, 2_100);
        t.settle("slow", 0, 2_500)
                .hearRemaining("slow", 0, 0, 2_500)
                .used(2_600, 2)
                .free(1, 2_600, 2_600);
    }

    @Test
    void aSlotThatCameFreeWhileTheCallWasUnderWayIsNotTakenForOthers() {
        t.spend("a", 2, 0).settle("a", 0, 50).spend("b", 1, 990).settle("b", 990, 1_060);
        t.hearRemaining("b", 0, 990, 1_060).used(1_060, 1).free(2, 1_060, 1_060);
    }

    @Test
    void aToldQuotaCountsWhereItIsLessUntilTheNextWord() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearQuota("a", 1, 0, 50).free(1, 60, 1_050);
        t.hearQuota("a", 5, 0, 50).free(2, 60, 60).free(3, 60, 1_050);
    }

    @Test
    void ofALargerQuotaThatOthersUseNoMoreThanOursCounts() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearLeft("a", 100, 98, 0, 50).used(60, 2);
        t.hearLeft("a", 100, 40, 0, 50).used(60, 3);
    }

    @Test
    void aRestartForgetsNothing() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .spend("b", 1, 60)
                .settle("b", 60, 100)
                .spend("c", 1, 110);
        t.restart().free(1, 120, 1_050).free(2, 120, 1_100).freeNobodyKnowsWhen(3, 120);
        t.settle("c", 110, 150).idle(1_149, false).idle(1_150, true);
    }
}
