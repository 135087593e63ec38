package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import org.junit.jupiter.api.Test;

/** Quota 3, W = 1,000 ms. */
class FirstCallMeterTest {
    private final MeterTable t = new MeterTable(3, new Window.FirstCall(1_000));

    @Test
    void theWindowTurnsOneLengthAfterTheEarliestAnswer() {
        t.spend("a", 1, 0).spend("b", 2, 10).freeNobodyKnowsWhen(1, 40);
        t.settle("b", 10, 60).free(1, 60, 1_060);
        t.settle("a", 0, 50).free(1, 60, 1_050).opens(60, 1_050);
        t.free(3, 1_049, 1_050).free(3, 1_050, 1_050).free(3, 9_000, 9_000);
    }

    @Test
    void whatIsLeftOfAnOpenWindowIsFreeUntilItTurns() {
        t.open(0, false).spend("a", 1, 0).open(0, true).settle("a", 0, 50);
        t.free(2, 1_049, 1_049).free(3, 1_049, 1_050).open(1_049, true).open(1_050, false);
    }

    @Test
    void aCallAnsweredBeforeTheWindowCanHaveEndedCountsInItAlone() {
        t.spend("a", 1, 0).settle("a", 0, 50);
        t.spend("b", 1, 900).settle("b", 900, 999).free(3, 1_000, 1_050);
    }

    @Test
    void aCallAnsweredWhenTheWindowCanHaveEndedCountsInTheNextAsWell() {
        t.spend("a", 1, 0).settle("a", 0, 50);
        t.spend("b", 1, 900).settle("b", 900, 1_000);
        t.free(2, 1_000, 1_050).free(3, 1_000, 2_000);
        t.used(1_049, 2).used(1_050, 1);
    }

    @Test
    void aCallInFlightAtTheTurnIsCarried() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 2, 900);
        t.free(1, 1_100, 1_100).freeNobodyKnowsWhen(2, 1_100).spend("c", 1, 1_100);
        t.settle("b", 900, 1_150).freeNobodyKnowsWhen(1, 1_160);
        t.settle("c", 1_100, 1_190).free(1, 1_200, 2_190).free(2, 2_190, 2_190);
    }

    @Test
    void aCarriedCallThatWasAnsweredBeforeTheEdgeIsTakenOffTheNextWindow() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 2, 850);
        t.free(1, 860, 1_050).freeNobodyKnowsWhen(3, 860);
        t.spend("c", 1, 1_050)
                .used(1_050, 3)
                .settle("b", 850, 999)
                .used(1_050, 1)
                .free(2, 1_050, 1_050);
    }

    @Test
    void aCarriedCallThatWasAnsweredAtTheEdgeStaysInTheNextWindow() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 2, 850).spend("c", 1, 1_050);
        t.settle("b", 850, 1_000).used(1_050, 3);
    }

    @Test
    void onceNoCarriedCallIsLeftTheWindowOpenedWithTheFirstThatIsSurelyInIt() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 1, 850).spend("c", 1, 1_050);
        t.settle("b", 850, 999).settle("c", 1_050, 1_090);
        t.spend("d", 1, 2_000).settle("d", 2_000, 2_049).free(3, 2_050, 2_090);
    }

    @Test
    void aCallAnsweredWhenTheWindowCanHaveEndedStaysCountedAfterTheTurn() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 1, 900).settle("b", 900, 1_000);
        t.spend("c", 1, 1_050).used(1_050, 2);
    }

    @Test
    void aCallThatLeavesAfterATurnHeardOfLaterIsSurelyInTheNextWindow() {
        t.spend("a", 1, 0)
                .spend("b", 1, 0)
                .settle("b", 0, 900)
                .spend("c", 1, 1_850)
                .settle("a", 0, 50);
        t.spend("d", 1, 1_860).used(1_860, 2).settle("d", 1_860, 1_880).settle("c", 1_850, 1_890);
        t.spend("e", 1, 2_840).settle("e", 2_840, 2_850).free(2, 2_860, 2_880).free(3, 2_860, 3_850);
    }

    @Test
    void anEndBeforeTheCallWasSentIsThatOfAnotherLimit() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearReset("a", -500, -400, 0, 50);
        t.spend("b", 1, 900).settle("b", 900, 999).free(3, 1_000, 1_050);
    }

    @Test
    void aSlotGivenAheadAndGivenBackDoesNotOpenTheWindowEarlier() {
        t.spend("a", 3, 0).settle("a", 0, 50).free(1, 850, 1_050).spend("b", 1, 1_050);
        t.giveBack("b").free(1, 860, 1_050).idle(1_049, false).idle(1_050, true);
    }

    @Test
    void whenNobodyIsSurelyInTheWindowItEndsOneLengthAfterTheLastCarriedAnswer() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 2, 950).spend("c", 1, 1_060);
        t.giveBack("c").freeNobodyKnowsWhen(2, 1_070).settle("b", 950, 1_200);
        t.free(1, 1_210, 1_210)
                .free(2, 1_210, 2_200)
                .free(3, 2_200, 2_200)
                .idle(2_199, false)
                .idle(2_200, true);
    }

    @Test
    void aCallThatDidNotHappenOpensNoWindow() {
        t.spend("a", 3, 0)
                .freeNobodyKnowsWhen(1, 10)
                .giveBack("a")
                .free(3, 20, 20)
                .open(20, false)
                .idle(20, true);
    }

    @Test
    void anAnswerThatIsLostCountsAsGivenAtTheEndOfItsLease() {
        t.spend("a", 3, 0).settle("a", 0, 36_000).free(1, 36_000, 37_000);
    }

    @Test
    void aCallWithoutAnAnswerHoldsItsOwnSlotAlone() {
        t.spend("lost", 1, 0).spend("a", 1, 0).settle("a", 0, 50);
        t.spend("b", 1, 9_000).settle("b", 9_000, 9_050).spend("c", 1, 9_010).settle("c", 9_010, 9_060);
        t.free(2, 9_100, 10_060).freeNobodyKnowsWhen(3, 9_100);
        t.spend("d", 2, 10_060).settle("d", 10_060, 10_090).free(2, 10_100, 11_090);
    }

    @Test
    void aCallThatCostsMoreThanTheQuotaTakesAWholeWindow() {
        t.spend("a", 7, 0).used(0, 3).settle("a", 0, 50).free(1, 60, 1_050).free(7, 60, 1_050);
        t.spend("b", 1, 1_050).settle("b", 1_050, 1_080).free(7, 1_080, 2_080);
    }

    @Test
    void aToldEndNarrowsOurs() {
        t.spend("a", 3, 0).settle("a", 0, 400).free(1, 410, 1_400);
        t.hearReset("a", 200, 1_200, 0, 400).free(1, 410, 1_200);
    }

    @Test
    void aToldEndWithinOursTellsUntilWhenAnAnswerProvesThatItsCallIsInTheWindow() {
        t.spend("a", 1, 0).settle("a", 0, 400).hearReset("a", 1_100, 1_200, 0, 400);
        t.spend("b", 1, 900).settle("b", 900, 1_099).free(3, 1_100, 1_200);
    }

    @Test
    void ofTwoEndsThatDoNotMeetTheLaterIsTheTurn() {
        t.spend("a", 3, 0)
                .settle("a", 0, 50)
                .hearReset("a", 1_500, 1_600, 0, 50)
                .free(1, 60, 1_600);
    }

    @Test
    void ofTwoEndsThatDoNotMeetTheEarlierIsTheEdge() {
        t.spend("a", 1, 0).settle("a", 0, 50).hearReset("a", 300, 400, 0, 50);
        t.spend("b", 1, 600).settle("b", 600, 650).free(2, 700, 1_050).free(3, 700, 1_650);
    }

    @Test
    void anEndFarAwayIsThatOfAnotherLimit() {
        t.spend("a", 3, 0).settle("a", 0, 50).hearReset("a", 85_000_000, 86_000_000, 0, 50);
        t.free(1, 60, 1_050);
    }

    @Test
    void whatOthersSpentIsTold() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .hearRemaining("a", 0, 0, 50)
                .used(60, 3)
                .free(1, 60, 1_050);
    }

    @Test
    void callsInFlightAreNotTakenForOthers() {
        t.spend("a", 1, 0).spend("b", 1, 10).settle("a", 0, 50);
        t.hearRemaining("a", 1, 0, 50).used(60, 2).free(1, 60, 60);
        t.settle("b", 10, 70).hearRemaining("b", 2, 10, 70).used(80, 2);
    }

    @Test
    void callsThatLeftAfterTheAnswerHideNoOthers() {
        t.spend("a", 1, 0).spend("b", 1, 60).settle("a", 0, 50);
        t.hearRemaining("a", 1, 0, 50).used(60, 3);
    }

    @Test
    void aWordOnACallThatMayBeInAnotherWindowIsNotHeard() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 1, 990).settle("b", 990, 1_020);
        t.hearRemaining("b", 0, 990, 1_020).used(1_030, 2);
    }

    @Test
    void aWindowOfOthersThatMayHaveEndedBeforeTheAnswerEndsAsItIsTold() {
        t.hearSpent(0, 900, 2_200, 0, 1_200)
                .used(1_300, 3)
                .free(1, 1_300, 2_200)
                .restart()
                .free(1, 1_300, 2_200);
        t.spend("a", 3, 2_200).settle("a", 2_200, 2_250).free(1, 2_260, 3_250);
    }

    @Test
    void whatOthersSpentIsFreeAgainThoughNoCallOfOursWasAnswered() {
        t.spend("a", 1, 0)
                .hearRemaining(0, 10, 60)
                .giveBack("a")
                .free(1, 70, 70)
                .free(2, 70, 1_060);
    }

    /** They may have spent in a window that was over before ours was opened. */
    @Test
    void whatOthersSpentDoesNotEndTheWindowOfACallInFlight() {
        t.spend("a", 1, 0)
                .hearRemaining(1, 10, 60)
                .settle("a", 0, 510)
                .free(1, 520, 520)
                .free(2, 520, 1_510);
    }

    @Test
    void whatOthersSpentBesideACarriedCallIsFreeAgainThoughThatWasInTheWindowBefore() {
        t.spend("a", 1, 0).settle("a", 0, 50).spend("b", 1, 850).spend("c", 1, 1_050);
        t.hearRemaining(0, 1_060, 1_090)
                .giveBack("c")
                .settle("b", 850, 999)
                .free(2, 1_100, 1_100)
                .free(3, 1_100, 2_090);
    }

    @Test
    void aSavedWindowWhoseEndNobodyCanTellIsOver() {
        long none = Long.MIN_VALUE;
        long[] saved = {
            101, Meter.UNKNOWN, 1, none, none, 3, none, 0, Meter.UNKNOWN, Meter.UNKNOWN, Meter.UNKNOWN, 0, none
        };
        t.meter.restore(saved);
        t.free(3, 10, 10).spend("a", 1, 10).settle("a", 10, 20).free(3, 30, 1_020);
    }

    @Test
    void aToldQuotaCountsWhereItIsLessUntilTheNextWord() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .hearQuota("a", 2, 0, 50)
                .free(1, 60, 60)
                .free(2, 60, 1_050);
        t.spend("b", 1, 60)
                .settle("b", 60, 90)
                .hearQuota("b", 100, 60, 90)
                .free(1, 100, 100)
                .free(2, 100, 1_050);
    }

    @Test
    void aRestartForgetsNothing() {
        t.spend("a", 1, 0)
                .settle("a", 0, 50)
                .spend("b", 1, 900)
                .spend("c", 1, 1_050)
                .restart();
        t.used(1_060, 2)
                .free(1, 1_060, 1_060)
                .freeNobodyKnowsWhen(2, 1_060)
                .settle("b", 900, 999)
                .free(2, 1_060, 1_060);
        t.restart().settle("c", 1_050, 1_070).restart().free(3, 1_080, 2_070).opens(1_080, 2_070);
    }

    @Test
    void timeThatGoesBackGivesNothing() {
        t.spend("a", 3, 0).settle("a", 0, 50).free(1, -5_000, 1_050).spend("b", 3, 1_050);
        t.freeNobodyKnowsWhen(1, 500).settle("b", 1_050, 1_090).free(1, 500, 2_090);
    }

    /** As on a status endpoint, or a 304 that takes nothing. */
    @Test
    void aToldQuotaCountsFromAnAnswerThatTookNothing() {
        MeterTable told = MeterTable.told(new Window.FirstCall(10_000));
        told.spend("a", 1, 0).giveBack("a").hearLeft("a", 5_000, 5_000, 0, 50).free(5_000, 50, 50);
        told.hearLeft("a", 5_000, 1_000, 60, 110).free(1_000, 110, 110).free(1_001, 110, 10_110);
    }
}
