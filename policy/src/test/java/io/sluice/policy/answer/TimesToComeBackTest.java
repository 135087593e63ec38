package io.sluice.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.meter.Word;
import io.sluice.core.schedule.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When to come back, of all the times that an answer tells. */
class TimesToComeBackTest {
    @ParameterizedTest
    @CsvSource({"reset, true, 60000", "full, false, 0", "next, false, 60000"})
    void onlyAResetEndsAWindowAndOnlyAFullBucketIsNoTimeToComeBack(String meaning, boolean ends, long waits) {
        Api api = new Api(Api.USER_AND_APP
                + ", 'signals': [{'limit': 'user', 'remaining': 'x-left', 'reset': {'header': 'x-back', 'as': 'delta-seconds'}, 'meaning': '"
                + meaning + "'}]");
        Outcome.Answered answer = api.read(429, "x-left: 0\nx-back: 60", "");
        assertThat(answer.words())
                .extracting(Outcome.Said::word)
                .extracting(Word::tellsReset)
                .containsExactly(ends);
        assertThat(Api.waits(answer)).isEqualTo(waits);
    }

    @Test
    void howLongToStayAwayIsReadOfAnyLimitAndItsOtherNumbersAreNot() {
        Api api = new Api(
                Api.USER_AND_APP + ", 'signals': [{'limit': 'user', 'remaining': 'x-left', 'retryAfter': 'x-wait'}]");
        Outcome.Answered answer = api.read("status", 429, "x-left: 3\nx-wait: 5", new byte[0]);
        assertThat(answer.words()).isEmpty();
        assertThat(Api.waits(answer)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry-after: 7                            | 7000",
                "retry-after: 2.0                          | 2000",
                "retry-after: Thu, 01 Jan 2026 00:00:07 GMT | 7000",
                "retry-after:                              | 30000",
                "retry-after: soon                         | 30000",
                "retry-after: -1                           | 30000",
                "x-other: 1                                | 30000"
            })
    void retryAfterComesBeforeTheFieldAndThatBeforeOtherHeaders(String line, long waits) {
        String others = """
                ratelimit: "a";r=0;t=30
                x-ratelimit-limit: 9
                x-ratelimit-remaining: 0
                x-ratelimit-reset: 90
                """;
        assertThat(Api.waits(new Api("").read(429, Api.DATE + line + "\n" + others, "")))
                .isEqualTo(waits);
    }

    /** The server and a proxy before it may both tell. */
    @Test
    void ofSeveralTimesToComeBackTheLatestCountsAndNumbersToldTwiceAreTold() {
        Api api = new Api("");
        assertThat(Api.waits(api.read(429, "retry-after: 2852\nretry-after: 2852", "")))
                .isEqualTo(2_852_000);
        assertThat(Api.waits(api.read(429, "retry-after: 5\nretry-after: Thu, 01 Jan 2026 00:00:30 GMT", "")))
                .isGreaterThanOrEqualTo(30_000);
        assertThat(api.read(200, """
                                x-ratelimit-limit: 9
                                x-ratelimit-limit: 9
                                x-ratelimit-remaining: 4
                                x-ratelimit-remaining: 4
                                """, "").words().get(0).word().remaining()).hasValue(4);
    }

    @Test
    void ofOtherHeadersTheResetOfWhatIsSpentCountsAndNoOther() {
        Api api = new Api("");
        assertThat(Api.waits(
                        api.read(429, "x-ratelimit-limit: 9\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 90", "")))
                .isEqualTo(90_000);
        assertThat(Api.waits(
                        api.read(429, "x-ratelimit-limit: 9\nx-ratelimit-remaining: 1\nx-ratelimit-reset: 90", "")))
                .isZero();
        assertThat(Api.waits(api.read(429, """
                        x-ratelimit-limit-minute: 9
                        x-ratelimit-remaining-minute: 0
                        x-ratelimit-reset-minute: 30
                        x-ratelimit-limit-hour: 90
                        x-ratelimit-remaining-hour: 0
                        x-ratelimit-reset-hour: 900
                        """, ""))).isEqualTo(900_000);
    }

    @Test
    void whereTheFileNamesTheLimitThatRefusedItsResetCountsAlone() {
        Api api = new Api(Api.USER_AND_APP + """
                , 'signals': [
                  {'limit': 'user', 'remaining': 'x-user-left', 'reset': {'header': 'x-user-back', 'as': 'delta-seconds'}},
                  {'limit': 'app', 'remaining': 'x-app-left', 'reset': {'header': 'x-app-back', 'as': 'delta-seconds'}}],
                'answers': [{'when': {'status': 429}, 'then': 'throttled', 'limit': 'user'}]""");
        assertThat(Api.waits(api.read(429, "x-user-left: 0\nx-user-back: 20\nx-app-left: 0\nx-app-back: 200", "")))
                .isEqualTo(20_000);
    }
}
