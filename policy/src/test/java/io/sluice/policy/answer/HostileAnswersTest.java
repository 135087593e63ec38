package io.sluice.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.core.meter.Word;
import io.sluice.core.schedule.Oddity;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.PolicyException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever headers and bodies hold, reading them ends soon, throws nothing, and nothing absurd is obeyed. */
class HostileAnswersTest {
    private static final long MONTH = 31L * 86_400_000;
    /** What is held up takes hours. */
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String FILE = """
            'limits': [{'name': 'user', 'scope': ['account'], 'quota': 30, 'per': '60s', 'window': 'first-call'}],
            'signals': [
              {'limit': 'user', 'quota': {'header': 'x-a', 'json': '/q'}, 'remaining': {'json': '/left', 'regex': '(.*)+x'},
               'reset': {'header': 'x-reset', 'regex': '(-?[0-9.e]+)+', 'as': 'delta-minutes', 'add': '1s'}, 'retryAfter': {'regex': 'in ([0-9]+) s'}},
              {'limit': 'user', 'policy': 'default'}],
            'answers': [
              {'when': {'body': '(a+)+$'}, 'then': 'failed'},
              {'when': {'header': {'name': 'x-a', 'matches': '^(([a-z])+.)+[A-Z]([a-z])+$'}}, 'then': 'banned'},
              {'when': {'json': {'pointer': '/errors/0/1', 'regex': '(x+x+)+y'}}, 'then': 'throttled'}]""";

    private static final List<String> NAMES = List.of(
            "ratelimit",
            "ratelimit-policy",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
            "ratelimit-resettime",
            "x-ratelimit",
            "x-rate-limit",
            "x-ratelimit-limit",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-after",
            "anthropic-ratelimit-tokens-reset",
            "x-shopify-shop-api-call-limit",
            "x-amzn-ratelimit-limit",
            "x-rl",
            "x-ttl",
            "x-a",
            "x-reset",
            "date",
            "retry-after",
            "content-type");
    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "-1",
            "60",
            "999999999999999",
            "9".repeat(30),
            "1e999999999",
            ".5",
            "1.",
            "NaN",
            "Infinity",
            "\"default\"",
            "default",
            "\"",
            ";",
            ";q=",
            ";r=",
            ";t=",
            ";w=",
            ";l=",
            ";qu=\"content-bytes\"",
            ";pk=:AA==:",
            ", ",
            "limit=",
            "remaining=",
            "reset=",
            "(",
            ")",
            ":",
            "{",
            "}",
            "[",
            "{\"burst\":1,\"rate\":1e-300,\"limits\":{\"a\":1e300}}",
            "{\"limit\":",
            "{\"name\":\"a\",\"period\":1,\"until\":\"",
            "burst:1;rate:1",
            "/",
            "6m0s",
            "99999999999d",
            "T",
            "Z",
            "2026-01-01T00:00:00Z",
            "Sat Jan  1 00:00:00 +300000000",
            "+999999999-12-31T23:59:59Z",
            "Thu, 01 Jan 2026 00:00:00 GMT",
            "Thu Jan 01 2026 00:00:00 GMT+0000 (",
            "\u0000",
            "\u00e9",
            "\ud800",
            "aaaa",
            "@1",
            "?1",
            "%\"f\"");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noHeaderAndNoBodyIsReadForLongOrObeyedBeyondReason(long seed) {
        Api api = new Api(FILE);
        Random random = new Random(seed);
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 5_000; i++) {
                StringBuilder headers = new StringBuilder();
                for (int j = random.nextInt(8); j >= 0; j--) {
                    headers.append(NAMES.get(random.nextInt(NAMES.size())))
                            .append(": ")
                            .append(text(random))
                            .append('\n');
                }
                byte[] body =
                        random.nextInt(4) == 0 ? noise(random) : text(random).getBytes(StandardCharsets.UTF_8);
                int status = List.of(200, 403, 429, 503, 599, 0, -1).get(random.nextInt(7));
                Outcome.Answered answer = api.read("other", status, headers.toString(), body);
                judge(answer, "seed " + seed + ", answer " + i + ":\n" + headers);
            }
        });
    }

    /** Their sums with spans of time would be beyond what a number holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sat Jan  1 00:00:00 +300000000",
                "Sun Aug 17 00:00:10 +292278994",
                "Sun Aug 17 00:00:10 -292278994",
                "+999999999-12-31T23:59:59Z",
                "Fri Jan  1 00:00:00 +10000"
            })
    void aYearThatHasNotFourDigitsIsNoDate(String date) {
        Outcome.Answered answer = new Api(FILE).read(429, "date: " + date + "\nretry-after: " + date, "");
        assertThat(answer.serverDate()).isEmpty();
        assertThat(Api.waits(answer)).isZero();
    }

    @Test
    void ofThousandsOfLimitsThatAnAnswerTellsSixtyFourAreHeard() {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            headers.append("x-ratelimit-remaining-").append(i).append(": 7\n");
        }
        Outcome.Answered answer = new Api(FILE).read(200, headers.toString(), "");
        assertThat(answer.words()).hasSize(64);
        assertThat(answer.oddities()).contains(new Oddity(Oddity.Kind.TOO_LARGE, "rate-limit headers: 3000 limits"));
    }

    @Test
    void aFieldOfMoreMembersThanThatIsNotRead() {
        String policies = "1;w=1" + ",1;w=1".repeat(64);
        assertThat(new Api(FILE)
                        .read(200, "a-ratelimit-policy: " + policies, "")
                        .words())
                .isEmpty();
        assertThat(new Api(FILE)
                        .read(200, "a-ratelimit-policy: " + policies.substring(6), "")
                        .words())
                .isNotEmpty();
    }

    private static void judge(Outcome.Answered answer, String which) {
        assertThat(Api.waits(answer)).as(which).isLessThanOrEqualTo(MONTH + 2_000);
        for (Outcome.Said said : answer.words()) {
            Word word = said.word();
            assertThat(word.quota().orElse(1)).as(which).isBetween(1L, 2_000_000_000_000L);
            assertThat(word.remaining().orElse(0)).as(which).isBetween(0L, 1_000_000_000_000L);
            assertThat(word.tellsReset() ? word.resetTo() - Api.MIDNIGHT : 0)
                    .as(which)
                    .isLessThanOrEqualTo(MONTH + 2_000);
            assertThat(said.perMillis().orElse(1)).as(which).isPositive();
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "x", "[", "{\"a\":", "in 9", "\u00e9"})
    void aBodyOfAMegabyteThatIsMadeToHoldUpARegularExpressionDoesNot(String piece) {
        byte[] body = (piece.repeat(1024 * 1024 / piece.length()) + "!").getBytes(StandardCharsets.UTF_8);
        Api api = new Api(FILE);
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 10; i++) {
                api.read("other", 429, "x-a: " + piece.repeat(10_000), body);
            }
        });
    }

    static List<String> expressionsThatGrow() {
        return List.of(
                "((((a{50}){50}){50}){50}){50}",
                "(?:(?:(?:a{1000}){1,1000}){1000,})",
                "((((()){1000}){1000}){1000})",
                "(a{1000}[[:alpha:])(]b){1000}",
                "(a{1000}\\\\Q)(\\\\Eb){1000}",
                "(a{1000}[)(]b){1000}",
                "(a{1000}\\\\)\\\\(b){1000}",
                "(".repeat(100_000) + ")".repeat(100_000),
                "a".repeat(1_001));
    }

    /** It must be refused before it is made into a program, which would take all memory or the whole stack. */
    @ParameterizedTest
    @MethodSource("expressionsThatGrow")
    void aShortExpressionThatWouldBecomeALargeOneIsRefused(String regex) {
        assertTimeoutPreemptively(
                SOON,
                () -> assertThatThrownBy(
                                () -> new Api("'answers': [{'when': {'body': '" + regex + "'}, 'then': 'failed'}]"))
                        .isInstanceOf(PolicyException.class)
                        .hasMessageContaining("regular expression"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "a{1,100}b{1,100}c{1,100}d{1,100}",
                "((a{3}b){5}c){7}",
                "\\\\x{2028}{20}",
                "[{]9{3}|x{,7}",
                "\\\\Q(((({1000}{1000}{1000}\\\\E"
            })
    void oneOfModestCountsIsNot(String regex) {
        assertThat(new Api("'answers': [{'when': {'body': '" + regex + "'}, 'then': 'failed'}]")
                        .read(200, "", "")
                        .verdict())
                .isEqualTo(Verdict.OK);
    }

    @Test
    void aRegularExpressionLooksAtTheBeginningOfABodyAlone() {
        Api api = new Api("'answers': [{'when': {'body': 'needle'}, 'then': 'banned'}]");
        String hay = "x".repeat(32 * 1024 - 6);
        assertThat(api.read(200, "", hay + "needle").verdict()).isEqualTo(Verdict.BANNED);
        assertThat(api.read(200, "", hay + "xneedle").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void norDoesItLookAtMoreOfAValueOrAHeader() {
        Api api = new Api("""
                'answers': [{'when': {'json': {'pointer': '/a', 'regex': 'needle'}}, 'then': 'banned'},
                            {'when': {'header': {'name': 'x-a', 'matches': 'needle'}}, 'then': 'banned'}]""");
        String hay = "x".repeat(32 * 1024);
        assertThat(api.read(200, "x-a: " + hay + "needle", "{\"a\":\"" + hay + "needle\"}")
                        .verdict())
                .isEqualTo(Verdict.OK);
    }
}
