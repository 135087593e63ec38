package io.sluice.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.meter.Word;
import io.sluice.core.schedule.Oddity;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider's file can say of where answers tell about limits, and which limit headers mean that it says nothing of. */
class SignalsTest {
    @Test
    void aPolicyOfARateLimitFieldIsTheLimitThatTheFileNamesForIt() {
        Api api = new Api(Api.USER_AND_APP + ", 'signals': [{'policy': 'tenant-app-quota', 'limit': 'app'}]");
        Outcome.Answered answer = api.read(200, """
                ratelimit-policy: "tenant-app-quota";q=90;w=60
                ratelimit: "tenant-app-quota";r=17;t=30
                """, "");
        assertThat(targets(answer)).containsExactly(new Target.Declared("app"));
        assertThat(answer.words().get(0).word().remaining()).hasValue(17);
        assertThat(answer.words().get(0).perMillis()).hasValue(60_000);
    }

    @Test
    void whatIsToldIsNotALimitOfCallsAtTheSameTimeThatHasTheQuotaByChance() {
        Outcome.Answered answer = new Api(
                        "'limits': [{'name': 'at-once', 'scope': ['account'], 'quota': 100, 'window': 'concurrent'}]")
                .read(200, "ratelimit: \"x\";r=0;t=30\nratelimit-policy: \"x\";q=100", "");
        assertThat(targets(answer)).containsExactly(new Target.Named("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767225605.25", "1767225605.250000000000011", "1.76722560525e9"})
    void numbersOfAJsonBodyMayHaveAFraction(String reset) {
        Api api = new Api(
                Api.USER_AND_APP
                        + ", 'signals': [{'limit': 'user', 'remaining': {'json': '/left'}, 'reset': {'json': '/at', 'as': 'epoch-seconds'}}]");
        Outcome.Answered answer = api.read(200, "", "{\"left\":19999999.0,\"at\":" + reset + "}");
        assertThat(answer.oddities()).isEmpty();
        Word word = answer.words().get(0).word();
        assertThat(word.remaining()).hasValue(19_999_999);
        assertThat(word.resetFrom()).isLessThanOrEqualTo(Api.MIDNIGHT + 5_250);
        assertThat(word.resetTo()).isGreaterThanOrEqualTo(Api.MIDNIGHT + 5_250);
    }

    @Test
    void aStatusMayTellOfLimitsThatAreCountedByEndpoint() {
        Api api = new Api(Api.USER_AND_APP + """
                , 'status': [{'request': 'POST /status', 'tells': [
                    {'limit': 'user', 'endpoints': ['read'], 'remaining': {'json': '/read/left'}},
                    {'limit': 'app', 'remaining': {'json': '/app/left'}}]}]""");
        Outcome.Answered answer = api.read(
                "status", 200, "", "{\"read\":{\"left\":3},\"app\":{\"left\":4}}".getBytes(StandardCharsets.UTF_8));
        assertThat(targets(answer))
                .containsExactly(new Target.Elsewhere("user", Set.of("read")), new Target.Declared("app"));
    }

    @Test
    void whatIsUsedOfADeclaredQuotaTellsWhatIsLeft() {
        Api api = new Api(Api.USER_AND_APP + ", 'signals': [{'limit': 'user', 'used': 'x-used'}]");
        assertThat(api.read(200, "x-used: 97", "").words().get(0).word().remaining())
                .hasValue(3);
    }

    @Test
    void aNameThatNobodyDeclaresIsToldToTheLearner() {
        Outcome.Answered answer = new Api("").read(200, """
                ratelimit-policy: "burst";q=90;w=60, "day";q=1000;w=86400
                ratelimit: "burst";r=17;t=30
                """, "");
        assertThat(targets(answer)).containsExactly(new Target.Named("burst"), new Target.Named("day"));
        assertThat(answer.words())
                .extracting(said -> said.perMillis().orElse(0))
                .containsExactly(60_000L, 86_400_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "'user';r=1, 'user';q=5;w=60, user",
        "'x';r=1, 'x';q=100;w=60, user",
        "'x';r=1, 'x';q=100;w=3600, app",
    })
    void whatIsToldBelongsToTheLimitOfThatNameOrOfThatQuotaAndWindow(String field, String policy, String limit) {
        Outcome.Answered answer = new Api(Api.USER_AND_APP)
                .read(200, ("ratelimit: " + field + "\nratelimit-policy: " + policy).replace('\'', '"'), "");
        assertThat(targets(answer)).containsExactly(new Target.Declared(limit));
    }

    @ParameterizedTest
    @CsvSource({"'x';r=1, 'x';q=100", "'x';r=1, 'x';q=100;w=61", "'x';r=1, 'x';q=99;w=60", "'x';r=1, 'y';q=100;w=60"})
    void whatCouldBelongToTwoLimitsOrNoneIsToldByItsName(String field, String policy) {
        Outcome.Answered answer = new Api(Api.USER_AND_APP)
                .read(200, ("ratelimit: " + field + "\nratelimit-policy: " + policy).replace('\'', '"'), "");
        assertThat(targets(answer)).contains(new Target.Named("x"));
    }

    @Test
    void aLimitWhoseQuotaIsToldTakesTheOneThatIs() {
        Api api = new Api(
                "'limits': [{'name': 'route', 'scope': ['account'], 'quota': 'told', 'per': '60s', 'window': 'first-call'}]");
        assertThat(targets(api.read(200, "x-ratelimit-limit: 7\nx-ratelimit-remaining: 6", "")))
                .containsExactly(new Target.Declared("route"));
        assertThat(targets(api.read(200, "ratelimit: \"day\";r=6\nratelimit-policy: \"day\";q=7;w=86400", "")))
                .containsExactly(new Target.Named("day"));
    }

    @Test
    void aLimitThatASignalNamesIsNotMeantByAnotherNameThoughItsQuotaIsTheSame() {
        String signal = ", 'signals': [{'policy': 'core', 'limit': 'user'}]";
        Api api = new Api(
                "'limits': [{'name': 'user', 'scope': ['account'], 'quota': 100, 'per': '60s', 'window': 'first-call'}]"
                        + signal);
        String told = "x-ratelimit-limit: 100\nx-ratelimit-remaining: 0\nx-ratelimit-resource: ";
        assertThat(targets(api.read(200, told + "scim", ""))).containsExactly(new Target.Named("scim"));
        assertThat(targets(api.read(200, told + "core", ""))).containsExactly(new Target.Declared("user"));
        assertThat(targets(api.read(200, "x-ratelimit-limit: 100\nx-ratelimit-remaining: 0", "")))
                .containsExactly(new Target.Declared("user"));
        Api learned = new Api(
                "'limits': [{'name': 'user', 'scope': ['account'], 'quota': 'told', 'per': '60s', 'window': 'first-call'}]"
                        + signal);
        assertThat(targets(learned.read(200, told + "scim", ""))).containsExactly(new Target.Named("scim"));
    }

    @Test
    void aSignalIsReadWhereItsLimitCountsOrWhereItSays() {
        String signal = ", 'signals': [{'limit': 'user', 'remaining': 'x-left'%s}]";
        Api byLimit = new Api(Api.USER_AND_APP + signal.formatted(""));
        Api elsewhere = new Api(Api.USER_AND_APP + signal.formatted(", 'endpoints': ['status']"));
        assertThat(byLimit.read("read", 200, "x-left: 3", new byte[0]).words()).hasSize(1);
        assertThat(byLimit.read("status", 200, "x-left: 3", new byte[0]).words())
                .isEmpty();
        assertThat(elsewhere.read("read", 200, "x-left: 3", new byte[0]).words())
                .isEmpty();
        assertThat(elsewhere.read("status", 200, "x-left: 3", new byte[0]).words())
                .extracting(Outcome.Said::target)
                .containsExactly(new Target.Declared("user"));
    }

    @Test
    void headersThatASignalReadsAreNotReadAgainAndOthersAre() {
        Api api = new Api(
                Api.USER_AND_APP
                        + ", 'signals': [{'limit': 'user', 'quota': 'x-ratelimit-limit', 'remaining': 'x-ratelimit-remaining'}]");
        Outcome.Answered answer = api.read(200, """
                x-ratelimit-limit: 50
                x-ratelimit-remaining: 3
                x-ratelimit-limit-tokens: 5000
                x-ratelimit-remaining-tokens: 4000
                """, "");
        assertThat(targets(answer)).containsExactly(new Target.Declared("user"), new Target.Named("tokens"));
    }

    @Test
    void placesInAnAnswerAreHeadersBodiesTheJsonOfHeadersAndWhatAnExpressionFinds() {
        Api api = new Api(Api.USER_AND_APP + """
                , 'signals': [
                  {'limit': 'user', 'used': {'header': 'x-calls', 'regex': '^(\\\\d+)/'}, 'quota': {'header': 'x-calls', 'regex': '/(\\\\d+)$'},
                   'reset': {'header': 'x-state', 'json': '/user/until', 'as': 'iso'}},
                  {'limit': 'app', 'remaining': {'regex': 'left: (\\\\d+)'}, 'reset': {'json': '/wait', 'as': 'delta-minutes', 'add': '1s'}}]""");
        List<Outcome.Said> words = api.read(200, Api.DATE + """
                x-calls: 32/40
                x-state: {"user":{"until":"2026-01-01T00:00:30Z"}}
                """, "{\"wait\":9,\"text\":\"left: 12\"}")
                .words();
        assertThat(words).hasSize(2);
        assertThat(words.get(0).word().quota()).hasValue(40);
        assertThat(words.get(0).word().remaining()).hasValue(8);
        assertThat(words.get(0).word().resetTo()).isEqualTo(Api.MIDNIGHT + 30_000);
        assertThat(words.get(1).word().remaining()).hasValue(12);
        assertThat(words.get(1).word().resetTo()).isEqualTo(Api.MIDNIGHT + 541_000);
        assertThat(words.get(1).word().resetFrom()).isEqualTo(Api.MIDNIGHT - 100 + 480_000);
    }

    @Test
    void whatIsAbsurdIsNotObeyedAndNoted() {
        Outcome.Answered answer = new Api("").read(429, """
                retry-after: 94608000
                x-ratelimit-limit: 1000000000000000
                x-ratelimit-remaining: -3
                x-ratelimit-reset: tomorrow
                ratelimit-limit: 0
                """, "");
        assertThat(answer.words()).isEmpty();
        assertThat(Api.waits(answer)).isZero();
        assertThat(answer.oddities())
                .containsExactlyInAnyOrder(
                        new Oddity(Oddity.Kind.TOO_FAR, "retry-after: 94608000"),
                        new Oddity(Oddity.Kind.TOO_LARGE, "x-ratelimit-limit: 1000000000000000"),
                        new Oddity(Oddity.Kind.NEGATIVE, "x-ratelimit-remaining: -3"),
                        new Oddity(Oddity.Kind.UNREADABLE, "x-ratelimit-reset: tomorrow"),
                        new Oddity(Oddity.Kind.NO_QUOTA, "ratelimit-limit: 0"));
    }

    @Test
    void anAnswerThatTellsNothingOddHasNothingNoted() {
        assertThat(new Api("")
                        .read(
                                200,
                                Api.DATE
                                        + "x-ratelimit-limit: 9\nx-ratelimit-remaining: 8\nx-ratelimit-reset: 1767225660",
                                "{}")
                        .oddities())
                .isEmpty();
    }

    private static List<Target> targets(Outcome.Answered answer) {
        return answer.words().stream().map(Outcome.Said::target).toList();
    }
}
