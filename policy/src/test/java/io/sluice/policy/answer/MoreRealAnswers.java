package io.sluice.policy.answer;

import static io.sluice.policy.answer.RealFiles.ANTHROPIC;
import static io.sluice.policy.answer.RealFiles.GOOGLE;
import static io.sluice.policy.answer.RealFiles.LAST_FM;
import static io.sluice.policy.answer.RealFiles.OPENAI;
import static io.sluice.policy.answer.RealFiles.REDDIT;
import static io.sluice.policy.answer.RealFiles.SEC;
import static io.sluice.policy.answer.RealFiles.SHOPIFY;
import static io.sluice.policy.answer.RealFiles.SLACK;
import static io.sluice.policy.answer.RealFiles.answer;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The rest of the answers. */
final class MoreRealAnswers {
    private static final String JSON = "content-type: application/json\n";

    private MoreRealAnswers() {}

    static Stream<Arguments> answers() {
        return Stream.of(
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
}
