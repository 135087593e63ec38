package io.sluice.policy.answer;

import static io.sluice.policy.answer.RealFiles.DISCORD;
import static io.sluice.policy.answer.RealFiles.GITHUB;
import static io.sluice.policy.answer.RealFiles.REDDIT;
import static io.sluice.policy.answer.RealFiles.TELEGRAM;
import static io.sluice.policy.answer.RealFiles.TRAKT;
import static io.sluice.policy.answer.RealFiles.X;
import static io.sluice.policy.answer.RealFiles.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Names;
import io.sluice.core.schedule.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of real providers, and the rules of a file that tell their meanings apart. */
class RealAnswersTest {
    private static final String JSON = "content-type: application/json\n";

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
                        "throttled 541000 [account]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"answers", "io.sluice.policy.answer.MoreRealAnswers#answers"})
    void whatRealProvidersAnswerIsUnderstood(
            String what, String fields, int status, String headers, String body, String expected) {
        Outcome.Answered answer = new Api(fields).read(status, headers, body);
        String verdict = Names.word(answer.verdict());
        String hold = answer.refusal().hold().scope().map(scope -> " " + scope).orElse("");
        String waits = answer.verdict().isRefusal() ? " " + Api.waits(answer) + hold : "";
        assertThat(verdict + waits).isEqualTo(expected);
    }
}
