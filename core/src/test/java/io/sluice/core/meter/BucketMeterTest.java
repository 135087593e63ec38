package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import org.junit.jupiter.api.Test;

/** Capacity 3, refilled over 1,000 ms: a token each 333⅓ ms. */
class BucketMeterTest {
    private final MeterTable t = new MeterTable(3, new Window.Bucket(1_000));

    @Test
    void tokensComeBackAfterTheAnswerWithoutRounding() {
        t.spend("a", 3, 0).freeNobodyKnowsWhen(1, 10).settle("a", 0, 0);
        t.free(1, 0, 334).free(2, 0, 667).free(3, 0, 1_000).opens(0, 334);
        t.spend("b", 1, 334)
                .settle("b", 334, 334)
                .free(1, 334, 667)
                .spend("c", 1, 667)
                .settle("c", 667, 667);
        t.free(1, 667, 1_000).free(3, 1_000, 1_667).idle(1_666, false).idle(1_667, true);
    }

    @Test
    void aCallUnderWayMayArriveLateInAFullBucket() {
        t.spend("a", 1, 0).free(2, 500, 500).freeNobodyKnowsWhen(3, 500);
        t.settle("a", 0, 500).free(3, 500, 834);
    }

    /** A month, and as many tokens as can be counted. */
    @Test
    void theLargestBucketIsCountedExactly() {
        Window.Bucket month = new Window.Bucket(30 * 86_400_000L);
        new MeterTable(month.most(), month)
                .spend("a", month.most(), 0)
                .settle("a", 0, 0)
                .free(month.most(), 1, month.perMillis())
                .free(1, 1, 3);
    }

    @Test
    void aCallThatDidNotHappenTakesNoToken() {
        t.spend("a", 3, 0).giveBack("a").free(3, 1, 1).idle(1, true);
    }

    @Test
    void aCallThatCostsMoreThanTheBucketTakesAFullOne() {
        t.spend("a", 7, 0)
                .used(0, 3)
                .settle("a", 0, 0)
                .free(7, 1, 1_000)
                .used(0, 3)
                .used(500, 2);
    }

    @Test
    void whatOthersTookIsTold() {
        t.spend("a", 1, 0)
                .settle("a", 0, 30)
                .hearRemaining("a", 0, 0, 30)
                .free(1, 30, 364)
                .free(2, 30, 697);
    }

    /** It may have arrived when it was sent, or when it was answered. */
    @Test
    void whatCameBackWhileACallWasUnderWayIsNotTakenForOthers() {
        for (long arrived : new long[] {0, 10_000, 30_000}) {
            MeterTable slow = new MeterTable(100, new Window.Bucket(60_000));
            slow.spend("a", 50, 0).settle("a", 0, 0).spend("b", 1, 0).settle("b", 0, 30_000);
            slow.used(30_000, 1)
                    .hearRemaining("b", 49 + arrived / 600, 0, 30_000)
                    .used(30_000, 1);
        }
    }

    @Test
    void ofAFullBucketNothingCameBackWhileACallWasUnderWay() {
        MeterTable slow = new MeterTable(100, new Window.Bucket(60_000));
        slow.spend("a", 1, 0)
                .settle("a", 0, 30_000)
                .hearRemaining("a", 98, 0, 30_000)
                .used(30_000, 2);
        slow.hearRemaining(90, 31_000, 32_000).used(32_000, 10);
    }

    @Test
    void callsUnderWayAreNotTakenForOthers() {
        t.spend("a", 1, 0)
                .spend("b", 1, 0)
                .settle("a", 0, 30)
                .hearRemaining("a", 1, 0, 30)
                .free(1, 30, 30);
    }

    @Test
    void aToldCapacityCountsWhereItIsLessUntilTheNextWord() {
        t.spend("a", 1, 0)
                .settle("a", 0, 0)
                .hearQuota("a", 1, 0, 0)
                .free(1, 0, 0)
                .spend("b", 1, 0)
                .settle("b", 0, 0);
        t.free(1, 0, 1_000).hearQuota("b", 3, 0, 0).free(1, 0, 334);
    }

    @Test
    void whileNoQuotaIsToldOneCallGoesAtATimeAndTheNextAWindowLaterAtTheLatest() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 4_096, 0).freeNobodyKnowsWhen(1, 10).settle("a", 0, 30).free(4_096, 30, 1_030);
        told.restart().free(4_096, 30, 1_030).spend("b", 4_096, 1_030);
        told.lose("b", 1_030, 11_030).restart().free(1, 11_030, 12_030);
    }

    @Test
    void whatWasTakenBeforeAQuotaIsToldIsTakenFromIt() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 500, 0).settle("a", 0, 30).spend("b", 500, 1_000 + 30);
        told.settle("b", 100, 1_030, 1_050).hearQuota("b", 1_000, 1_030, 1_050);
        told.restart().used(1_050, 100).free(900, 1_050, 1_050).free(1_000, 1_050, 1_150);
    }

    @Test
    void whatWasTakenBeforeAQuotaIsToldComesBackAtItsRate() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 500, 0).settle("a", 0, 30).restart();
        told.hearQuota("a", 1_000, 0, 230).used(230, 300).free(1_000, 230, 530);
    }

    @Test
    void aCallThatDoesNotTellWhatItTookTakesTheWholeBucketAtMost() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 1, 0).settle("a", 0, 0).hearQuota("a", 8_000, 0, 0);
        told.spend("b", 1_000_000, 1_000).settle("b", 1_000, 1_000).free(8_000, 1_000, 2_000);
        told.spend("c", 8_000, 2_000).settle("c", 12_000, 2_000, 2_000).free(8_000, 2_000, 3_500);
    }

    @Test
    void aSavedBucketThatIsFarBelowEmptyIsFreeAWindowLater() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.meter.restore(new long[] {301, Meter.UNKNOWN, 1_000, -4_095_000, MeterTable.ZERO});
        told.free(1, 0, 1_000);
    }

    @Test
    void aRestartForgetsNothing() {
        t.spend("a", 2, 0).settle("a", 0, 100).spend("b", 1, 120).restart();
        t.used(120, 3).free(1, 120, 434).settle("b", 120, 200).restart().free(3, 200, 1_100);
    }

    @Test
    void timeThatGoesBackGivesNothing() {
        t.spend("a", 2, 0).settle("a", 0, 100).free(1, 40, 100).free(2, 40, 434);
    }

    /** Its API lets nobody take more than it holds. */
    @Test
    void whatTookMoreThanAllIsPaidByAllWhenThatIsTold() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 1_000_000, 0).settle("a", 0, 30).spend("b", 1, 1_030);
        told.giveBack("b").hearQuota("b", 1_000, 1_030, 1_050).restart().free(1_000, 1_050, 1_050);
    }

    @Test
    void aToldCapacityThatGoesDownAndUpAgainBringsNothing() {
        MeterTable told = MeterTable.told(new Window.Bucket(1_000));
        told.spend("a", 1, 0).settle("a", 0, 0).hearLeft("a", 100, 10, 0, 0);
        told.hearQuota("a", 50, 0, 0).hearQuota("a", 100, 0, 0).free(10, 0, 0).free(11, 0, 10);
    }
}
