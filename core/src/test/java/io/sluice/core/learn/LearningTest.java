package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a limit that no file declares is used, and how many calls are refused on the way. */
class LearningTest {
    @ParameterizedTest
    @CsvSource({
        "FIRST_CALL, 5,      1000, LEGACY,  600000, '',         1",
        "FIRST_CALL, 100,   60000, LEGACY, 1200000, '',         1",
        "FIRST_CALL, 100,   60000, POLICY, 1200000, '',         1",
        "FIRST_CALL, 1000, 300000, LEGACY, 3000000, '',         1",
        "FIRST_CALL, 100,   60000, LEGACY, 1200000, account,    4",
        "FIRST_CALL, 100,   60000, POLICY, 1200000, credential, 4",
        "FIRST_CALL, 100,   60000, LEGACY, 1200000, egress,     4",
        "FIRST_CALL, 100,   60000, POLICY, 1200000, endpoint,   4",
        "CALENDAR,   100,   60000, LEGACY, 1200000, '',         1",
        "SLIDING,    100,   10000, POLICY,  600000, '',         1",
        "BUCKET,     21,     2100, LEGACY,  600000, '',         1",
        "BUCKET,     21,     2100, LEGACY,  600000, account,    4",
        "BUCKET,     100,   10000, POLICY,  600000, '',         1",
    })
    void whatAnswersTellIsUsed(
            Limiter.Kind kind, long quota, long per, Words words, long millis, String scope, int credentials) {
        reachesTheMarks(new Trial.Case(kind, quota, per, words, millis, scope, credentials));
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_CALL, 100,   60000, NONE,        3600000, '',         1",
        "FIRST_CALL, 1000, 300000, NONE,        6000000, '',         1",
        "FIRST_CALL, 100,   60000, RETRY_AFTER, 3600000, '',         1",
        "FIRST_CALL, 100,   60000, NONE,        3600000, account,    4",
        "FIRST_CALL, 100,   60000, NONE,        3600000, egress,     4",
        "CALENDAR,   100,   60000, NONE,        3600000, '',         1",
        "SLIDING,    100,   10000, NONE,        1200000, '',         1",
        "SLIDING,    1000, 300000, NONE,        6000000, '',         1",
        "BUCKET,     21,     2100, NONE,        1200000, '',         1",
        "BUCKET,     21,     2100, NONE,        1200000, egress,     4",
        "BUCKET,     100,   10000, NONE,        1200000, '',         1",
        "BUCKET,     1000, 300000, NONE,        6000000, '',         1",
        "CONCURRENT, 3,         1, NONE,         600000, '',         1",
        "CONCURRENT, 10,        1, NONE,         600000, egress,     4",
    })
    void refusalsAloneTellTheLimit(
            Limiter.Kind kind, long quota, long per, Words words, long millis, String scope, int credentials) {
        reachesTheMarks(new Trial.Case(kind, quota, per, words, millis, scope, credentials));
    }

    /** Windows that are hardly longer than a call is under way: the arrival of a call is known too badly for the last percents. */
    @ParameterizedTest
    @CsvSource({
        "FIRST_CALL, 5,   1000, NONE, 600000, '', 1, 0.93",
        "FIRST_CALL, 100, 7300, NONE, 600000, '', 1, 0.94",
        "SLIDING,    5,   1000, NONE, 600000, '', 1, 0.95",
        "BUCKET,     5,   1000, NONE, 600000, '', 1, 0.96",
    })
    void shortWindowsAreUsedLessWell(
            Limiter.Kind kind,
            long quota,
            long per,
            Words words,
            long millis,
            String scope,
            int credentials,
            double used) {
        Trial trial = Trial.of(new Trial.Case(kind, quota, per, words, millis, scope, credentials));
        assertThat(trial.medianUsed()).as(trial.toString()).isGreaterThan(used);
        assertThat(trial.medianRefused()).as(trial.toString()).isLessThan(0.01);
    }

    /** As behind nginx limit_req: calls are short, orders and answers are handed on. */
    @Test
    void whatOneAccountHasFoundCostsTheNextHardlyARefusal() {
        Trial.Case two = new Trial.Case(Limiter.Kind.BUCKET, 21, 1_050, Words.NONE, 60_000, "credential", 2);
        List<Integer> refused = new ArrayList<>();
        LongStream.range(0, 9)
                .forEach(seed -> refused.add(Trial.loop(two, seed, List.of())
                        .underWay(5, 60, Handing.within(30))
                        .saturate(two.millis())
                        .refused));
        refused.sort(null);
        assertThat(refused.get(refused.size() / 2))
                .as("of each seed: %s", refused)
                .isLessThan(24);
    }

    /** While it is tried whether a window is shorter few calls are in flight, which do not fill it where they take long. */
    @Test
    void callsThatTakeLongerThanBeforeUseWhatWasLearned() {
        Trial.Case slow = new Trial.Case(Limiter.Kind.FIRST_CALL, 60, 20_000, Words.NONE, 7_200_000, "", 1);
        LongStream.range(0, Trial.SEEDS).forEach(seed -> {
            Loop learned = slowingDown(Trial.loop(slow, seed, List.of())).saturate(slow.millis());
            Loop declared =
                    slowingDown(Trial.loop(slow, seed, List.of(slow.limit()))).saturate(slow.millis());
            assertThat(1.0 * learned.taken / declared.taken).as("seed %d", seed).isGreaterThan(0.95);
            assertThat(1.0 * learned.refusedLater / learned.calls)
                    .as("seed %d", seed)
                    .isLessThan(0.01);
        });
    }

    private static Loop slowingDown(Loop loop) {
        return loop.after(600_000, () -> loop.underWay(1_500, 3_000, Handing.within(0)));
    }

    @Test
    void aWindowOfAUsualLengthIsFoundByAFewRefusals() {
        Trial.Case minute = new Trial.Case(Limiter.Kind.FIRST_CALL, 30, 60_000, Words.NONE, 900_000, "", 1);
        LongStream.range(0, Trial.SEEDS)
                .forEach(seed -> assertThat(Trial.loop(minute, seed, List.of()).saturate(minute.millis()).refused)
                        .as("seed %d", seed)
                        .isLessThan(14));
    }

    private static void reachesTheMarks(Trial.Case one) {
        Trial trial = Trial.of(one);
        assertThat(trial.worstUsed()).as(trial.toString()).isGreaterThan(0.95);
        assertThat(trial.worstRefused()).as(trial.toString()).isLessThan(0.01);
    }
}
