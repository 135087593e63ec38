package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import org.junit.jupiter.api.Test;

/** Quota 3 at the same time. */
class ConcurrentMeterTest {
    private final MeterTable t = new MeterTable(3, new Window.Concurrent());

    @Test
    void aPlaceIsFreeWithTheAnswer() {
        t.spend("a", 2, 0)
                .free(1, 0, 0)
                .freeNobodyKnowsWhen(2, 0)
                .settle("a", 0, 50)
                .free(3, 50, 50)
                .idle(50, true);
    }

    @Test
    void aPlaceIsFreeWhenTheCallDidNotHappen() {
        t.spend("a", 3, 0)
                .freeNobodyKnowsWhen(1, 0)
                .idle(0, false)
                .giveBack("a")
                .free(3, 1, 1);
    }

    @Test
    void aCallThatCostsMoreThanTheQuotaTakesAllPlaces() {
        t.spend("a", 7, 0)
                .used(0, 3)
                .freeNobodyKnowsWhen(1, 0)
                .settle("a", 0, 50)
                .free(7, 50, 50);
    }

    @Test
    void aToldQuotaCountsWhereItIsLessUntilTheNextWord() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .hearQuota("a", 1, 0, 50)
                .spend("b", 1, 60)
                .freeNobodyKnowsWhen(1, 60);
        t.hearQuota("a", 9, 0, 50).free(2, 60, 60).freeNobodyKnowsWhen(3, 60);
    }

    @Test
    void aCallTakesTheSameWhateverQuotaWasTold() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .hearQuota("a", 1, 0, 50)
                .spend("b", 2, 60)
                .used(60, 2);
        t.hearQuota("a", 9, 0, 50).restart().used(60, 2).free(1, 60, 60);
    }

    @Test
    void aRestartForgetsNothing() {
        t.spend("a", 2, 0)
                .restart()
                .used(0, 2)
                .freeNobodyKnowsWhen(2, 0)
                .settle("a", 0, 50)
                .free(3, 50, 50);
    }

    @Test
    void aToldQuotaIsForgottenAnHourAfterTheLastAnswer() {
        MeterTable told = MeterTable.told(new Window.Concurrent());
        told.spend("a", 1, 0).settle("a", 0, 10).hearQuota("a", 5, 0, 10);
        told.restart().idle(3_600_009, false).idle(3_600_010, true);
    }

    @Test
    void aPlaceThatIsTakenOverIsFreeWithTheLastAnswer() {
        t.spend("w", 1, 0)
                .settle("w", 0, 100)
                .spend("a", 1, 100)
                .spend("b", 1, 100)
                .spend("c", 1, 100);
        t.spendAfter("a", "next").used(100, 3).freeNobodyKnowsWhen(1, 100);
        t.settle("a", 100, 200).used(200, 3).freeNobodyKnowsWhen(1, 200);
        t.settle("next", 200, 300).used(300, 2).free(1, 300, 300);
    }

    @Test
    void nobodyComesAfterCallsOfAQuotaThatIsLessNow() {
        t.spend("w", 1, 0).settle("w", 0, 100).spend("a", 1, 100).spend("b", 1, 100);
        t.hearQuota("w", 1, 0, 100).nobodyIsSucceeded(1);
        t.settle("a", 100, 200);
        t.spendAfter("b", "next").used(200, 1);
    }

    @Test
    void nobodyComesAfterACallThatTakesMore() {
        t.spend("w", 1, 0).settle("w", 0, 100).spend("a", 2, 100).nobodyIsSucceeded(1);
        t.spendAfter("a", "next", 2).used(100, 2);
    }

    @Test
    void nobodyComesAfterOneThatAnotherCameBackFrom() {
        t.spend("w", 1, 0).settle("w", 0, 100).spend("a", 1, 100);
        t.spendAfter("a", "next").giveBack("next").nobodyIsSucceeded(1);
    }

    @Test
    void afterARestartEachHasAPlaceOfItsOwn() {
        t.spend("w", 1, 0).settle("w", 0, 100).spend("a", 1, 100);
        t.spendAfter("a", "next").restart().used(100, 2).settle("a", 100, 200).used(200, 1);
    }
}
