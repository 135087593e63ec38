package io.sluice.policy.dialect;

import static io.sluice.policy.dialect.Reading.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real headers tell of limits: {@code NAME quota/remaining per WINDOW back IN}, {@code ?} where a number is not told.
 * All answers were written at midnight of 2026-01-01, UTC.
 */
class DialectsTest {
    static Stream<Arguments> dialects() {
        return Stream.of(
                dialect("GitHub", "core 5000/4987 back 3600s", """
                        x-ratelimit-limit: 5000
                        x-ratelimit-remaining: 4987
                        x-ratelimit-used: 13
                        x-ratelimit-reset: 1767229200
                        x-ratelimit-resource: core
                        """),
                dialect("X", "900/899 back 900s", """
                        x-rate-limit-limit: 900
                        x-rate-limit-remaining: 899
                        x-rate-limit-reset: 1767226500
                        """),
                dialect(
                        "X, 24 hours",
                        "app-24hour 10000/9990 per 86400s back 86000s; user-24hour 100/1 per 86400s back 600s",
                        """
                        x-app-limit-24hour-limit: 10000
                        x-app-limit-24hour-remaining: 9990
                        x-app-limit-24hour-reset: 1767311600
                        x-user-limit-24hour-limit: 100
                        x-user-limit-24hour-remaining: 1
                        x-user-limit-24hour-reset: 1767226200
                        """),
                dialect("X, users/search", "feature 60/59 back 3600s; 180/179 back 900s", """
                        x-rate-limit-limit: 180
                        x-rate-limit-remaining: 179
                        x-rate-limit-reset: 1767226500
                        x-featureratelimit-limit: 60
                        x-featureratelimit-remaining: 59
                        x-featureratelimit-reset: 1767229200
                        """),
                dialect("Discord", "abcd1234 5/4 back 1.234s", """
                        x-ratelimit-limit: 5
                        x-ratelimit-remaining: 4
                        x-ratelimit-reset: 1767225601.234
                        x-ratelimit-reset-after: 1.234
                        x-ratelimit-bucket: abcd1234
                        """),
                dialect("Reddit, whose reset is cut off", "1000/997 back 601s", """
                        x-ratelimit-used: 3
                        x-ratelimit-remaining: 997.0
                        x-ratelimit-reset: 600
                        """),
                dialect("Trakt", "AUTHED_API_GET_LIMIT 500/0 per 300s back 120s", """
                        x-ratelimit: {"name":"AUTHED_API_GET_LIMIT","period":300,"limit":500,"remaining":0,"until":"2026-01-01T00:02:00Z"}
                        retry-after: 120
                        """),
                dialect("Danbooru", "favorites:create 200/3 per 200s", """
                        x-rate-limit: {"action":"favorites:create","cost":1,"rate":1.0,"burst":200,"limits":{"users/1":17.5,"ip/10.0.0.0":3.2}}
                        """),
                dialect("Danbooru, hammered", "posts:create 50/0 per 500s", """
                        x-rate-limit: {"action":"posts:create","rate":0.1,"burst":50,"limits":{"users/1":-30.0}}
                        """),
                dialect(
                        "OpenAI, whose durations tell when a bucket is full",
                        "requests 60/59; tokens 150000/149984",
                        """
                        x-ratelimit-limit-requests: 60
                        x-ratelimit-limit-tokens: 150000
                        x-ratelimit-remaining-requests: 59
                        x-ratelimit-remaining-tokens: 149984
                        x-ratelimit-reset-requests: 1s
                        x-ratelimit-reset-tokens: 6m0s
                        """),
                dialect(
                        "Anthropic, likewise",
                        "input-tokens 400000/399000; output-tokens 80000/80000; requests 50/49; tokens 480000/479000",
                        """
                        anthropic-ratelimit-requests-limit: 50
                        anthropic-ratelimit-requests-remaining: 49
                        anthropic-ratelimit-requests-reset: 2026-01-01T00:00:01Z
                        anthropic-ratelimit-tokens-limit: 480000
                        anthropic-ratelimit-tokens-remaining: 479000
                        anthropic-ratelimit-tokens-reset: 2026-01-01T00:00:01Z
                        anthropic-ratelimit-input-tokens-limit: 400000
                        anthropic-ratelimit-input-tokens-remaining: 399000
                        anthropic-ratelimit-input-tokens-reset: 2026-01-01T00:00:01Z
                        anthropic-ratelimit-output-tokens-limit: 80000
                        anthropic-ratelimit-output-tokens-remaining: 80000
                        anthropic-ratelimit-output-tokens-reset: 2026-01-01T00:00:00Z
                        anthropic-ratelimit-unified-5h-reset: 1767240000
                        """),
                dialect("Shopify", "40/8", "x-shopify-shop-api-call-limit: 32/40"),
                dialect("GitLab", "throttle_authenticated_api 2000/1990 back 60s", """
                        ratelimit-limit: 2000
                        ratelimit-name: throttle_authenticated_api
                        ratelimit-observed: 10
                        ratelimit-remaining: 1990
                        ratelimit-reset: 1767225660
                        ratelimit-resettime: Thu, 01 Jan 2026 00:01:00 GMT
                        """),
                dialect("GitLab, by its date alone", "2000/1990 back 60s", """
                        ratelimit-limit: 2000
                        ratelimit-remaining: 1990
                        ratelimit-resettime: Thu, 01 Jan 2026 00:01:00 GMT
                        """),
                dialect("express, draft 6", "100/99 per 60s back 60s", """
                        ratelimit-policy: 100;w=60
                        ratelimit-limit: 100
                        ratelimit-remaining: 99
                        ratelimit-reset: 60
                        """),
                dialect("express, draft 7", "100/99 per 60s back 60s", """
                        ratelimit-policy: 100;w=60
                        ratelimit: limit=100, remaining=99, reset=60
                        """),
                dialect(
                        "express, draft 8, two limiters",
                        "10-in-1min 10/9 per 60s back 60s; day 500/499 per 86400s back 4000s",
                        """
                        ratelimit-policy: "10-in-1min"; q=10; w=60; pk=:OTRjY2MyZTY4NWJl:
                        ratelimit-policy: "day"; q=500; w=86400; pk=:OTRjY2MyZTY4NWJl:
                        ratelimit: "10-in-1min"; r=9; t=60
                        ratelimit: "day"; r=499; t=4000
                        """),
                dialect("express, draft 7 and legacy: one limit told twice", "100/99 per 60s back 60s", """
                        ratelimit-policy: 100;w=60
                        ratelimit: limit=100, remaining=99, reset=60
                        x-ratelimit-limit: 100
                        x-ratelimit-remaining: 99
                        x-ratelimit-reset: 1767225660
                        """),
                dialect("draft 11", "default 100/50 per 60s back 30s", """
                        ratelimit-policy: "default";q=100;w=60
                        ratelimit: "default";r=50;t=30
                        """),
                dialect(
                        "draft 11, a policy of which nothing else is told",
                        "burst 100/50 per 60s back 30s; daily 1000/? per 86400s",
                        """
                        ratelimit-policy: "burst";q=100;w=60,"daily";q=1000;w=86400
                        ratelimit: "burst";r=50;t=30
                        """),
                dialect("mid-drafts: names without quotes, l for the quota", "default 100/50 per 10s back 3s", """
                        ratelimit-policy: default;l=100;w=10
                        ratelimit: default;r=50;t=3
                        """),
                dialect("drafts before 6: policies in the limit", "10/9 per 5s back 1s; 80/? per 60s", """
                        ratelimit-limit: 10, 10;w=5, 80;w=60;comment="x"
                        ratelimit-remaining: 9
                        ratelimit-reset: 1
                        """),
                dialect(
                        "Atlassian, two limits at once",
                        "tenant-app-quota 100100/17842 per 3600s back 2107s; 350/349",
                        """
                        x-ratelimit-limit: 350
                        x-ratelimit-remaining: 349
                        beta-ratelimit-policy: "tenant-app-quota";q=100100;w=3600
                        beta-ratelimit: "tenant-app-quota";r=17842;t=2107
                        x-beta-ratelimit-reset: 2026-01-01T00:35Z
                        x-beta-ratelimit-nearlimit: true
                        """),
                dialect("Atlassian, its points", "300000/12 back 3600s", """
                        x-ratelimit-limit: 300000
                        x-ratelimit-remaining: 12
                        x-ratelimit-reset: 2026-01-01T01:00Z
                        ratelimit-reason: jira-cost-based
                        """),
                dialect("ship24, delta and epoch of one limit", "10/9 back 1s", """
                        ratelimit-limit: 10
                        ratelimit-remaining: 9
                        ratelimit-reset: 1
                        x-ratelimit-limit: 10
                        x-ratelimit-remaining: 9
                        x-ratelimit-reset: 1767225601
                        """),
                dialect("delta and epoch of two limits", "10/9 back 1s; 500/499 back 60s", """
                        ratelimit-limit: 10
                        ratelimit-remaining: 9
                        ratelimit-reset: 1
                        x-ratelimit-limit: 500
                        x-ratelimit-remaining: 499
                        x-ratelimit-reset: 1767225660
                        """),
                dialect("Unipile", "60/59 back 42s", """
                        x-ratelimit-limit: 60
                        x-ratelimit-remaining: 59
                        x-ratelimit-reset: 42
                        """),
                dialect("PluralKit", "10/9 back 0.5s", """
                        x-ratelimit-limit: 10
                        x-ratelimit-remaining: 9
                        x-ratelimit-reset: 1767225600500
                        """),
                dialect("lemlist", "20/19 back 2s", """
                        x-ratelimit-limit: 20
                        x-ratelimit-remaining: 19
                        x-ratelimit-reset: Thu Jan 01 2026 00:00:02 GMT+0000 (Coordinated Universal Time)
                        """),
                dialect("Rachio", "3500/3499 back 86400s", """
                        x-ratelimit-limit: 3500
                        x-ratelimit-remaining: 3499
                        x-ratelimit-reset: 2026-01-02T00:00:00Z
                        """),
                dialect("ip-api", "?/44 back 60s", """
                        x-rl: 44
                        x-ttl: 60
                        """),
                dialect("Discogs", "60/58 per 60s", """
                        x-discogs-ratelimit: 60
                        x-discogs-ratelimit-used: 2
                        x-discogs-ratelimit-remaining: 58
                        """),
                dialect("Qomon", "100/99", """
                        x-ratelimit-limit: burst:100;rate:10
                        x-ratelimit-remaining: 99
                        x-ratelimit-cost: 1
                        x-ratelimit-resettime: 0.1
                        """),
                dialect("Amazon SP-API", "1/? per 59.881s", "x-amzn-ratelimit-limit: 0.0167"),
                dialect("Amazon SP-API, fast", "5/? per 1s", "x-amzn-ratelimit-limit: 5.0"),
                dialect("Kong", "hour 1000/997 per 3600s; minute 20/17 per 60s", """
                        x-ratelimit-limit-minute: 20
                        x-ratelimit-remaining-minute: 17
                        x-ratelimit-limit-hour: 1000
                        x-ratelimit-remaining-hour: 997
                        """),
                dialect(
                        "Azure Resource Manager",
                        "subscription-reads ?/11999",
                        "x-ms-ratelimit-remaining-subscription-reads: 11999"),
                dialect("Slack, Notion, Spotify", "", "retry-after: 30"),
                dialect("others' headers", "", """
                        x-ratelimit-scope: shared
                        x-ratelimit-global: true
                        content-type: text/html
                        x-limit: 10
                        x-ms-throttle-limit-percentage: 0.9
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialects")
    void whatHeadersTellIsReadInEveryDialect(String who, String expected, String lines) {
        assertThat(told(lines)).isEqualTo(expected);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                dialect("a list that begins well", "", "ratelimit: \"default\";r=50;t=30, ;"),
                dialect("a name that never ends", "", "ratelimit: \"default;r=50"),
                dialect("a negative rest", "", "ratelimit: \"default\";r=-1;t=5"),
                dialect("no rest", "", "ratelimit: \"default\";t=5"),
                dialect("a dictionary of words", "", "ratelimit: limit=many, remaining=some"),
                dialect("JSON that never ends", "", "x-ratelimit: {\"limit\":5"),
                dialect("JSON that is no object", "", "x-ratelimit: [1,2]"),
                dialect("a policy alone that is none", "", "ratelimit-policy: \"a\";q=0;w=60"),
                dialect("a share of nothing", "", "x-shopify-shop-api-call-limit: 0/0"),
                dialect("a rate of nothing", "", "x-amzn-ratelimit-limit: 0"),
                dialect("a quota of nothing", "?/5", "x-ratelimit-limit: 0\nx-ratelimit-remaining: 5"),
                dialect("a field of 5,000 characters", "", "ratelimit: \"" + "x".repeat(5_000) + "\";r=1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void whatIsMalformedTellsNothing(String what, String expected, String lines) {
        assertThat(told(lines)).isEqualTo(expected);
    }

    private static Arguments dialect(String who, String expected, String lines) {
        return Arguments.of(who, expected, lines);
    }
}
