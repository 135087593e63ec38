package io.sluice.policy.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Outcome;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of real providers, and the rules of a file that tell their meanings apart. */
class RealAnswersTest {
    private static final String JSON = "content-type: application/json\n";

    private static final String TRAKT = """
            'answers': [
              {'when': {'status': 429, 'header': {'name': 'x-ratelimit', 'present': false}}, 'then': 'throttled',
               'hold': {'scope': ['egress'], 'default': '5m'}},
              {'when': {'status': 403, 'header': {'name': 'x-runtime', 'present': false}}, 'then': 'throttled', 'hold': {'scope': ['egress']}},
              {'when': {'status': [420, 423, 426]}, 'then': 'failed'},
              {'when': {'status': [520, 521, 522]}, 'then': 'transient'}]""";
    private static final String X = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/type', 'regex': 'usage-capped$'}}, 'then': 'exhausted'},
              {'when': {'status': 403, 'json': {'pointer': '/errors/0/code', 'in': [64, 326]}}, 'then': 'needs-login'},
              {'when': {'status': 403, 'json': {'pointer': '/errors/0/code', 'in': [185]}}, 'then': 'throttled'}]""";
    private static final String TELEGRAM = """
            'signals': [{'retryAfter': {'json': '/parameters/retry_after', 'as': 'delta-seconds'}}],
            'answers': [{'when': {'status': 403, 'json': {'pointer': '/description', 'regex': 'bot was (blocked|kicked)'}}, 'then': 'failed'}]""";
    private static final String GITHUB = """
            'answers': [
              {'when': {'status': [403, 429], 'header': {'name': 'x-ratelimit-remaining', 'equals': '0'}}, 'then': 'throttled'},
              {'when': {'status': [403, 429], 'body': '(?i)secondary rate limit'}, 'then': 'throttled', 'hold': {'scope': ['account'], 'default': '1m'}},
              {'when': {'status': 200, 'json': {'pointer': '/errors/0/type', 'in': ['RATE_LIMITED']}}, 'then': 'throttled'}]""";
    private static final String DISCORD = """
            'signals': [{'retryAfter': {'json': '/retry_after', 'as': 'delta-seconds'}}],
            'answers': [{'when': {'status': 429, 'header': {'name': 'via', 'present': false}}, 'then': 'throttled', 'hold': {'scope': ['egress']}}]""";
    private static final String REDDIT = """
            'signals': [{'retryAfter': {'json': '/json/errors/0/1', 'regex': 'in (\\\\d+) minutes?', 'as': 'delta-minutes', 'add': '1s'}}],
            'answers': [{'when': {'status': 200, 'json': {'pointer': '/json/errors/0/0', 'in': ['RATELIMIT']}}, 'then': 'throttled', 'hold': {'scope': ['account']}}]""";
    private static final String OPENAI = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/error/type', 'in': ['insufficient_quota']}}, 'then': 'exhausted'}]""";
    private static final String ANTHROPIC = """
            'answers': [
              {'when': {'status': 429, 'json': {'pointer': '/error/details/error_code', 'in': ['enforced_spend_limit_reached']}}, 'then': 'exhausted'}]""";
    private static final String SHOPIFY = """
            'answers': [
              {'when': {'status': 200, 'json': {'pointer': '/errors/0/extensions/code', 'in': ['THROTTLED']}}, 'then': 'throttled'}]""";
    private static final String SLACK = """
            'answers': [
              {'when': {'status': 200, 'json': {'pointer': '/error', 'in': ['invalid_auth', 'token_revoked', 'account_inactive']}}, 'then': 'needs-login'}]""";
    private static final String GOOGLE = """
            'signals': [{'retryAfter': {'json': '/error/details/1/retryDelay', 'as': 'duration'}}],
            'answers': [
              {'when': {'status': 403, 'json': {'pointer': '/error/errors/0/reason', 'regex': '^(userR|r)ateLimitExceeded$'}}, 'then': 'throttled'},
              {'when': {'status': 403, 'json': {'pointer': '/error/errors/0/reason', 'in': ['dailyLimitExceeded', 'quotaExceeded']}}, 'then': 'exhausted'}]""";
    private static final String LAST_FM = """
            'answers': [
              {'when': {'json': {'pointer': '/error', 'in': [29]}}, 'then': 'throttled', 'hold': {'scope': ['egress']}},
              {'when': {'json': {'pointer': '/error', 'in': [9, 10, 26]}}, 'then': 'needs-login'},
              {'when': {'json': {'pointer': '/error', 'in': [8, 11, 16]}}, 'then': 'transient'}]""";
    private static final String SEC = """
            'answers': [
              {'when': {'status': [403, 429], 'contentType': 'text/html', 'body': 'Request Rate Threshold Exceeded'}, 'then': 'throttled',
               'hold': {'scope': ['egress'], 'default': '10m'}}]""";

    static Stream<Arguments> answers() {
        return Stream.of(
                answer("Trakt: good", TRAKT, 200, JSON, "[]", "ok"),
                answer("Trakt: the window is spent", TRAKT, 429, JSON + """
                        retry-after: 120
                        x-ratelimit: {"name":"AUTHED_API_GET_LIMIT","period":300,"limit":500,"remaining":0,"until":"2026-01-01T00:02:00Z"}
                        """, "", "throttled 120000"),
                answer(
                        "Trakt: longer than any window",
                        TRAKT,
                        429,
                        JSON + "x-ratelimit: {}\nretry-after: 2852",
                        "",
                        "throttled 2852000"),
                answer(
                        "Trakt: its edge",
                        TRAKT,
                        429,
                        "content-type: text/html\nretry-after: 300",
                        "<title>Access denied</title>",
                        "throttled 300000 [egress]"),
                answer(
                        "Trakt: its edge blocks the client",
                        TRAKT,
                        403,
                        "content-type: text/html",
                        "",
                        "throttled 0 [egress]"),
                answer("Trakt: 403 of the API", TRAKT, 403, JSON + "x-runtime: 0.01", "", "forbidden"),
                answer("Trakt: a list is full", TRAKT, 420, "", "", "failed"),
                answer("Trakt: expired", TRAKT, 401, JSON, "", "needs-login"),
                answer("Trakt: its edge has no origin", TRAKT, 521, "", "", "transient"),
                answer(
                        "X: the window is spent",
                        X,
                        429,
                        JSON + """
                        x-rate-limit-limit: 15
                        x-rate-limit-remaining: 0
                        x-rate-limit-reset: 1767226500
                        date: Thu, 01 Jan 2026 00:00:00 GMT
                        """,
                        "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}",
                        "throttled 900000"),
                answer(
                        "X: the month's cap",
                        X,
                        429,
                        JSON,
                        "{\"type\":\"https://api.twitter.com/2/problems/usage-capped\"}",
                        "exhausted 0"),
                answer("X: locked", X, 403, JSON, "{\"errors\":[{\"code\":326}]}", "needs-login"),
                answer("X: too many posts today", X, 403, JSON, "{\"errors\":[{\"code\":185}]}", "throttled 0"),
                answer("X: not allowed", X, 403, JSON, "{\"errors\":[{\"code\":179}]}", "forbidden"),
                answer(
                        "Telegram: flood",
                        TELEGRAM,
                        429,
                        JSON,
                        "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}",
                        "throttled 35000"),
                answer(
                        "Telegram: blocked",
                        TELEGRAM,
                        403,
                        JSON,
                        "{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}",
                        "failed"),
                answer(
                        "GitHub: primary",
                        GITHUB,
                        403,
                        JSON + """
                        x-ratelimit-limit: 5000
                        x-ratelimit-remaining: 0
                        x-ratelimit-reset: 1767227400
                        date: Thu, 01 Jan 2026 00:00:00 GMT
                        """,
                        "{\"message\":\"API rate limit exceeded\"}",
                        "throttled 1800000"),
                answer(
                        "GitHub: secondary, whose reset is the wrong clue",
                        GITHUB,
                        403,
                        JSON + """
                        x-ratelimit-limit: 5000
                        x-ratelimit-remaining: 4711
                        x-ratelimit-reset: 1767227400
                        date: Thu, 01 Jan 2026 00:00:00 GMT
                        """,
                        "{\"message\":\"You have exceeded a secondary rate limit.\"}",
                        "throttled 0 [account]"),
                answer(
                        "GitHub: GraphQL",
                        GITHUB,
                        200,
                        JSON,
                        "{\"errors\":[{\"type\":\"RATE_LIMITED\"}]}",
                        "throttled 0"),
                answer("GitHub: no permission", GITHUB, 403, JSON + "x-ratelimit-remaining: 12", "{}", "forbidden"),
                answer("GitHub: not changed", GITHUB, 304, "x-ratelimit-remaining: 12", "", "ok"),
                answer(
                        "Discord: a bucket",
                        DISCORD,
                        429,
                        JSON + """
                        via: 1.1 google
                        retry-after: 65
                        x-ratelimit-limit: 10
                        x-ratelimit-remaining: 0
                        x-ratelimit-reset: 1767225664.57
                        x-ratelimit-reset-after: 64.57
                        x-ratelimit-bucket: abcd1234
                        x-ratelimit-scope: user
                        """,
                        "{\"message\":\"You are being rate limited.\",\"retry_after\":64.57,\"global\":false}",
                        "throttled 64570"),
                answer(
                        "Discord: a hidden limit",
                        DISCORD,
                        429,
                        JSON + """
                        via: 1.1 google
                        x-ratelimit-remaining: 3
                        x-ratelimit-reset-after: 1.0
                        x-ratelimit-scope: shared
                        """,
                        "{\"retry_after\":40.5,\"global\":false}",
                        "throttled 40500"),
                answer(
                        "Discord: its edge",
                        DISCORD,
                        429,
                        "retry-after: 2285",
                        "error code: 1015",
                        "throttled 2285000 [egress]"),
                answer(
                        "Reddit: posting too fast, told in a 200",
                        REDDIT,
                        200,
                        JSON,
                        "{\"json\":{\"ratelimit\":512.2,\"errors\":[[\"RATELIMIT\",\"you are doing that too much. try again in 9 minutes.\",\"ratelimit\"]]}}",
                        "throttled 541000 [account]"),
                answer(
                        "Reddit: the window is spent",
                        REDDIT,
                        429,
                        "x-ratelimit-used: 1000\nx-ratelimit-remaining: 0.0\nx-ratelimit-reset: 0",
                        "",
                        "throttled 1000"),
                answer(
                        "OpenAI: rate",
                        OPENAI,
                        429,
                        JSON + "retry-after: 1",
                        "{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"requests\"}}",
                        "throttled 1000"),
                answer(
                        "OpenAI: out of money",
                        OPENAI,
                        429,
                        JSON,
                        "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"credit_balance_exhausted\"}}",
                        "exhausted 0"),
                answer(
                        "Anthropic: rate",
                        ANTHROPIC,
                        429,
                        JSON + "retry-after: 20",
                        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}",
                        "throttled 20000"),
                answer(
                        "Anthropic: the month's money",
                        ANTHROPIC,
                        429,
                        JSON,
                        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
                        "exhausted 0"),
                answer(
                        "Anthropic: overloaded",
                        ANTHROPIC,
                        529,
                        JSON,
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}",
                        "overloaded"),
                answer(
                        "Shopify: GraphQL",
                        SHOPIFY,
                        200,
                        JSON,
                        "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}],\"extensions\":{\"cost\":{\"requestedQueryCost\":202,\"actualQueryCost\":null}}}",
                        "throttled 0"),
                answer(
                        "Shopify: a product that is called so",
                        SHOPIFY,
                        200,
                        JSON,
                        "{\"data\":{\"product\":{\"title\":\"THROTTLED\"}}}",
                        "ok"),
                answer(
                        "Shopify: REST",
                        SHOPIFY,
                        429,
                        JSON + "retry-after: 2.0\nx-shopify-shop-api-call-limit: 40/40",
                        "{\"errors\":\"Exceeded 2 calls per second for api client.\"}",
                        "throttled 2000"),
                answer(
                        "Slack: a method",
                        SLACK,
                        429,
                        JSON + "retry-after: 30",
                        "{\"ok\":false,\"error\":\"ratelimited\"}",
                        "throttled 30000"),
                answer(
                        "Slack: revoked, told in a 200",
                        SLACK,
                        200,
                        JSON,
                        "{\"ok\":false,\"error\":\"token_revoked\"}",
                        "needs-login"),
                answer("Slack: good", SLACK, 200, JSON, "{\"ok\":true}", "ok"),
                answer(
                        "Danbooru",
                        "",
                        429,
                        JSON
                                + "x-rate-limit: {\"action\":\"favorites:create\",\"rate\":1.0,\"burst\":200,\"limits\":{\"users/1\":-1.5}}",
                        "{\"success\":false,\"error\":\"RateLimiter::RateLimitError\"}",
                        "throttled 0"),
                answer(
                        "Google: a minute",
                        GOOGLE,
                        403,
                        JSON,
                        "{\"error\":{\"errors\":[{\"reason\":\"userRateLimitExceeded\"}]}}",
                        "throttled 0"),
                answer(
                        "Google: a day",
                        GOOGLE,
                        403,
                        JSON,
                        "{\"error\":{\"errors\":[{\"reason\":\"dailyLimitExceeded\"}]}}",
                        "exhausted 0"),
                answer(
                        "Google: no permission",
                        GOOGLE,
                        403,
                        JSON,
                        "{\"error\":{\"errors\":[{\"reason\":\"insufficientPermissions\"}]}}",
                        "forbidden"),
                answer(
                        "Google: new style",
                        GOOGLE,
                        429,
                        JSON,
                        "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[]},{\"retryDelay\":\"26s\"}]}}",
                        "throttled 26000"),
                answer(
                        "Last.fm: rate, told in a 200",
                        LAST_FM,
                        200,
                        JSON,
                        "{\"error\":29,\"message\":\"Rate Limit Exceeded\"}",
                        "throttled 0 [egress]"),
                answer("Last.fm: session, told in a 200", LAST_FM, 200, JSON, "{\"error\":9}", "needs-login"),
                answer("Last.fm: try again, told in a 200", LAST_FM, 200, JSON, "{\"error\":16}", "transient"),
                answer("Last.fm: good", LAST_FM, 200, JSON, "{\"session\":{}}", "ok"),
                answer(
                        "SEC",
                        SEC,
                        403,
                        "content-type: text/html; charset=utf-8",
                        "<h1>Request Rate Threshold Exceeded</h1>",
                        "throttled 0 [egress]"),
                answer("Braze", "", 429, "x-ratelimit-retry-after: 12", "", "throttled 12000"),
                answer(
                        "MusicBrainz",
                        "",
                        503,
                        "date: Thu, 01 Jan 2026 00:00:00 GMT\nretry-after: 3\nx-ratelimit-reset: 1767225603",
                        "",
                        "overloaded"),
                answer(
                        "GitLab",
                        "",
                        429,
                        "content-type: text/plain\nretry-after: 60\nratelimit-remaining: 0",
                        "Retry later\n",
                        "throttled 60000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void whatRealProvidersAnswerIsUnderstood(
            String what, String fields, int status, String headers, String body, String expected) {
        Outcome.Answered answer = new Api(fields).read(status, headers, body);
        String verdict = answer.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String hold = answer.refusal().hold().scope().map(scope -> " " + scope).orElse("");
        String waits = answer.verdict().isRefusal() ? " " + Api.waits(answer) + hold : "";
        assertThat(verdict + waits).isEqualTo(expected);
    }

    private static Arguments answer(
            String what, String fields, int status, String headers, String body, String expected) {
        return Arguments.of(what, fields, status, headers, body, expected);
    }
}
