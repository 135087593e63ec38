package io.sluice.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.core.meter.Word;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Target;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers mean: by the provider's file first, then by well-known dialects and sensible defaults. */
class AnswersTest {
    /** 2026-01-01T00:00:00Z. */
    private static final long MIDNIGHT = 1_767_225_600_000L;

    private static final long SENT = MIDNIGHT + 250;
    private static final long ANSWERED = MIDNIGHT + 300;
    private static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";
    private static final String BARE = "{'provider':'api','baseUrl':'https://api.example'}";

    @ParameterizedTest
    @CsvSource({
        "200, OK",
        "204, OK",
        "304, OK",
        "301, FAILED",
        "400, FAILED",
        "404, FAILED",
        "401, NEEDS_LOGIN",
        "403, FORBIDDEN",
        "408, TRANSIENT",
        "429, THROTTLED",
        "500, TRANSIENT",
        "501, FAILED",
        "502, TRANSIENT",
        "503, OVERLOADED",
        "504, TRANSIENT",
        "529, OVERLOADED"
    })
    void aStatusHasASensibleMeaning(int status, Verdict verdict) {
        assertThat(read(BARE, status, Map.of(), "").verdict()).isEqualTo(verdict);
    }

    @Test
    void theDateOfAnAnswerThatACacheHasKeptSaysNothingOfTheClock() {
        assertThat(read(BARE, 200, Map.of("date", DATE), "").serverDate()).hasValue(MIDNIGHT);
        assertThat(read(BARE, 200, Map.of("date", DATE, "age", "0"), "").serverDate())
                .hasValue(MIDNIGHT);
        assertThat(read(BARE, 200, Map.of("date", DATE, "age", "30"), "").serverDate())
                .isEmpty();
    }

    @Test
    void aBodyOfJsonThatIsNotInUnicodeIsReadAllTheSame() {
        Api api = new Api("'answers':[{'when':{'json':{'pointer':'/code','in':['zu-viel']}},'then':'throttled'}]");
        byte[] body = "{\"text\":\"\u00dcberlast\",\"code\":\"zu-viel\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(api.read("other", 200, "", body).verdict()).isEqualTo(Verdict.THROTTLED);
    }

    /** Else a caller would take a refusal for an answer, and send the call after it into a closed door. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'when': {'status': '4xx'}, 'then': 'failed'}                             | true",
                "{'when': {'status': 429}, 'then': 'throttled'}                            | true",
                "{'when': {'status': [429, 404]}, 'then': 'throttled'}                     | false",
                "{'when': {'json': {'pointer': '/error'}}, 'then': 'failed'}               | true",
                "{'when': {'json': {'pointer': '/error'}}, 'then': 'throttled'}            | false",
                "{'when': {'status': 200, 'body': 'busy'}, 'then': 'overloaded'}            | false"
            })
    void aFileTellsWhetherStatusesAloneTellRefusals(String rule, boolean refusesByStatus) {
        assertThat(new Api("'answers': [" + rule + "]").refusesByStatus()).isEqualTo(refusesByStatus);
    }

    /** Else what the call took would be given back because nobody read that it counts. */
    @Test
    void aCallCountsWhereTheBodyThatWouldTellWasLeftOut() {
        Api api = new Api("""
                'limits': [{'name': 'bad', 'scope': ['egress'], 'quota': 9, 'per': '1m', 'window': 'sliding',
                            'counts': {'status': '4xx', 'json': {'pointer': '/error'}}}]""");
        assertThat(api.read(400, "", "{\"error\":1}").spent()).isEmpty();
        assertThat(api.read(400, "", "{}").spent()).containsEntry("bad", 0L);
        assertThat(api.readHead(400, "").spent()).isEmpty();
        assertThat(api.readHead(200, "").spent()).containsEntry("bad", 0L);
    }

    @Test
    void theFirstRuleThatMatchesWinsOverTheDefaults() {
        String file = """
                {'provider':'api','baseUrl':'https://api.example','answers':[
                  {'when':{'status':403,'json':{'pointer':'/errors/0/code','in':[326]}},'then':'needs-login'},
                  {'when':{'status':'4xx','header':{'name':'X-Ban','equals':'yes'}},'then':'banned'},
                  {'when':{'status':[403,404],'contentType':'text/html'},'then':'transient'},
                  {'when':{'status':200,'json':{'pointer':'/error'}},'then':'throttled'}]}""";
        assertThat(read(file, 403, Map.of(), "{\"errors\":[{\"code\":326}]}").verdict())
                .isEqualTo(Verdict.NEEDS_LOGIN);
        assertThat(read(file, 403, Map.of(), "{\"errors\":[{\"code\":327}]}").verdict())
                .isEqualTo(Verdict.FORBIDDEN);
        assertThat(read(file, 418, Map.of("x-ban", "yes"), "").verdict()).isEqualTo(Verdict.BANNED);
        assertThat(read(file, 404, Map.of("content-type", "text/html"), "").verdict())
                .isEqualTo(Verdict.TRANSIENT);
        assertThat(read(file, 200, Map.of(), "{\"error\":\"slow down\"}").verdict())
                .isEqualTo(Verdict.THROTTLED);
        assertThat(read(file, 200, Map.of(), "{\"items\":[]}").verdict()).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2852 | 2852300",
                "0 | 300",
                "1.5 | 1800",
                "Thu, 01 Jan 2026 00:01:00 GMT | 60300",
                "2026-01-01T00:01:00Z | 60300",
                "1767225660 | 60300",
                "1767225660000 | 60300"
            })
    void retryAfterIsReadInEveryUnitByTheProvidersOwnClock(String text, long wait) {
        long until = read(BARE, 429, Map.of("retry-after", text, "date", DATE), "")
                .refusal()
                .until();
        assertThat(until - MIDNIGHT).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "99999999999999999999", "31536000000", "1e400", "", "0x10", "NaN"})
    void anAbsurdWaitIsNone(String text) {
        assertThat(read(BARE, 429, Map.of("retry-after", text), "").refusal().until())
                .isZero();
    }

    @Test
    void aClockThatIsHoursAwayMovesNoReset() {
        long behind = 3 * 3_600_000;
        Map<String, String> headers = Map.of(
                "date", "Wed, 31 Dec 2025 21:00:00 GMT",
                "x-ratelimit-limit", "30",
                "x-ratelimit-remaining", "3",
                "x-ratelimit-reset", Long.toString((MIDNIGHT - behind) / 1_000 + 60));
        Word word = onlyWord(BARE, headers);
        assertThat(word.resetTo()).isEqualTo(ANSWERED + 60_000);
        assertThat(word.resetFrom()).isEqualTo(SENT + 58_000);
    }

    @Test
    void theWellKnownDialectsTellQuotaRemainingAndReset() {
        Word told = new Word(OptionalLong.of(30), OptionalLong.of(3), SENT + 59_000, ANSWERED + 60_000);
        assertThat(onlyWord(BARE, Map.of("ratelimit-limit", "30", "ratelimit-remaining", "3", "ratelimit-reset", "60")))
                .isEqualTo(told);
        assertThat(onlyWord(BARE, Map.of("ratelimit", "limit=30, remaining=3, reset=60")))
                .isEqualTo(told);
        assertThat(onlyWord(
                        BARE,
                        Map.of("ratelimit", "\"default\";r=3;t=60", "ratelimit-policy", "\"default\";q=30;w=3600")))
                .isEqualTo(told);
        assertThat(onlyWord(
                        BARE,
                        Map.of("x-rate-limit-limit", "30", "x-rate-limit-remaining", "3", "x-rate-limit-reset", "60")))
                .isEqualTo(told);
    }

    @Test
    void severalLimitsInOneHeaderAreSeveralWords() {
        Map<String, String> headers = Map.of(
                "ratelimit",
                "\"minute\";r=3;t=60, \"day\";r=500;t=4000",
                "ratelimit-policy",
                "\"minute\";q=30, \"day\";q=900");
        assertThat(read(BARE, 200, headers, "").words())
                .extracting(said -> said.word().quota().orElse(0))
                .containsExactly(30L, 900L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ratelimit-remaining: -5",
                "ratelimit-remaining: many",
                "ratelimit: remaining=x",
                "ratelimit: \"default\";r=-1;t=5",
                "x-ratelimit-remaining: 99999999999999999999"
            })
    void garbageTellsNothing(String header) {
        String[] parts = header.split(": ", 2);
        assertThat(read(BARE, 200, Map.of(parts[0], parts[1]), "").words()).isEmpty();
    }

    @Test
    void aDeclaredSignalBelongsToItsLimitAndIsReadWhereItIsDeclared() {
        String file = """
                {'provider':'api','baseUrl':'https://api.example',
                 'limits':[{'name':'user','scope':['account'],'quota':30,'per':'60s','window':'first-call'}],
                 'signals':[{'limit':'user','remaining':{'json':'/rate/left'},'quota':'x-quota',
                             'reset':{'header':'x-reset','as':'epoch-millis'}}]}""";
        Outcome.Said said = read(
                        file,
                        200,
                        Map.of(
                                "x-quota",
                                "30",
                                "x-reset",
                                Long.toString(MIDNIGHT + 9_000),
                                "x-ratelimit-remaining",
                                "1"),
                        "{\"rate\":{\"left\":7}}")
                .words()
                .get(0);
        assertThat(said.target()).isEqualTo(new Target.Declared("user"));
        assertThat(said.word())
                .isEqualTo(new Word(OptionalLong.of(30), OptionalLong.of(7), MIDNIGHT + 7_999, MIDNIGHT + 10_000));
    }

    @Test
    void aWordThatSpeaksOfAnotherQuotaIsNotTheOnlyLimits() {
        String file = """
                {'provider':'api','baseUrl':'https://api.example',
                 'limits':[{'name':'user','scope':['account'],'quota':30,'per':'60s','window':'first-call'}]}""";
        Map<String, String> same = Map.of("x-ratelimit-limit", "30", "x-ratelimit-remaining", "3");
        Map<String, String> other = Map.of("x-ratelimit-limit", "5000", "x-ratelimit-remaining", "3");
        assertThat(read(file, 200, same, "").words().get(0).target()).isEqualTo(new Target.Declared("user"));
        assertThat(read(file, 200, other, "").words().get(0).target()).isEqualTo(new Target.Unnamed());
    }

    @Test
    void ofSeveralLimitsAWordMeansTheOneWithItsQuota() {
        String file = """
                {'provider':'api','baseUrl':'https://api.example','limits':[
                  {'name':'user','scope':['account'],'quota':10,'per':'2s','window':'first-call'},
                  {'name':'app','scope':['app'],'quota':15,'per':'3s','window':'first-call'},
                  {'name':'egress','scope':['egress'],'quota':10,'per':'9s','window':'first-call'}]}""";
        assertThat(read(file, 200, Map.of("x-ratelimit-limit", "15", "x-ratelimit-remaining", "0"), "")
                        .words())
                .extracting(Outcome.Said::target)
                .containsExactly(new Target.Declared("app"));
        assertThat(read(file, 200, Map.of("x-ratelimit-limit", "10", "x-ratelimit-remaining", "0"), "")
                        .words())
                .extracting(Outcome.Said::target)
                .containsExactly(new Target.Unnamed());
        assertThat(read(file, 200, Map.of("x-ratelimit-remaining", "0"), "").words())
                .extracting(Outcome.Said::target)
                .containsExactly(new Target.Unnamed());
    }

    @Test
    void anEdgeInFrontOfTheApiIsToldFromTheApi() {
        assertThat(read(BARE, 429, Map.of("content-type", "text/html"), "<h1>")
                        .refusal()
                        .ownForm())
                .isFalse();
        assertThat(read(BARE, 429, Map.of("content-type", "application/json"), "{}")
                        .refusal()
                        .ownForm())
                .isTrue();
        assertThat(read(BARE, 429, Map.of("content-type", "text/html", "ratelimit-remaining", "0"), "")
                        .refusal()
                        .ownForm())
                .isTrue();
    }

    private static Word onlyWord(String file, Map<String, String> headers) {
        List<Outcome.Said> words = read(file, 200, headers, "").words();
        assertThat(words).hasSize(1);
        return words.get(0).word();
    }

    private static Outcome.Answered read(String file, int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        Policy policy = policy(file.replace('\'', '"'));
        String endpoint = policy.provider().endpoints().get(0).name();
        return Answers.read(
                policy.reading(endpoint),
                new Answer(status, lists, body.getBytes(StandardCharsets.UTF_8), SENT, ANSWERED));
    }

    private static Policy policy(String json) {
        try {
            return PolicyReader.read(new ObjectMapper().readTree(json));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
