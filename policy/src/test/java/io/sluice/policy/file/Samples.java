package io.sluice.policy.file;

import java.util.List;
import java.util.stream.Stream;

/** Files as users write them. */
final class Samples {
    /** Uses every object that a provider's file can have. */
    static final String WHOLE_PROVIDER = """
            version: 1
            provider: twitter
            baseUrl: https://api.twitter.com/1.1
            auth: [{ header: Authorization, value: "Bearer {token}" }]
            headers: { User-Agent: "example/1.0", x-version: 2 }
            concurrency: 64
            accounts: own
            timeout: 20s
            maxAttempts: 3
            maxBodyBytes: 65536
            backoff: { base: 500ms, max: 1m, factor: 3 }
            emptyPool: { rejectAfter: 1h }
            refusals: 10
            endpoints:
              - { name: show,  match: "GET /statuses/show/**", accounts: any, cost: 2 }
              - { name: write, match: ["POST /**", "PUT,PATCH /**"], timeout: 30s, maxAttempts: 5, maxBodyBytes: 0 }
            limits:
              - { name: show-user, endpoints: [show],  scope: [account], quota: 900, per: 15m, window: first-call, use: 90% }
              - { name: write-user, endpoints: [write], scope: [account, "param:id", "label:plan"], quota: 300, per: 3h,  window: sliding }
              - { name: day, scope: [app], quota: 5000, window: calendar, calendar: { every: day, at: "09:30", zone: America/Los_Angeles } }
              - { name: at-once, scope: credential, quota: 8, window: concurrent }
              - { name: writes, scope: [account], spacing: 1s, source: "page 1", when: { method: [POST], param: { chat_id: "-*" }, label: { auth: [user] } } }
              - { name: plan, scope: [account], quota: { label: plan, of: { free: 60, pro: 900 } }, per: 1h, window: first-call,
                  cost: { method: { GET: 1 }, param: units, otherwise: 5 } }
              - { name: tokens, scope: [account], unit: tokens, quota: told, per: 1m, window: bucket, settle: { json: /usage/total_tokens } }
              - { name: failures, scope: [egress], quota: 10000, per: 10m, window: sliding, counts: { status: [401, 403, 429] },
                  free: { header: { name: x-scope, matches: "^shared" } } }
            signals:
              - { limit: show-user, policy: show, endpoints: [show], quota: x-rate-limit-limit, remaining: { json: /left }, used: x-used,
                  reset: { header: x-rate-limit-reset, json: /until, regex: "(.+)", as: epoch-seconds, add: 1s }, retryAfter: Retry-After,
                  meaning: full }
            answers:
              - { when: { status: 429 }, then: throttled, limit: show-user, undone: unknown,
                  hold: { scope: [egress], min: 1s, default: 2s, grow: 3, max: 1h, add: 1s } }
              - { when: { status: [5xx, 418], header: { name: x-a, equals: b, matches: b, present: true }, contentType: text/html,
                          json: { pointer: /errors/0/code, in: [326], regex: "3.6" }, body: "Access denied" }, then: needs-login }
            source: "docs page and date"
            checked: 2026-11-26
            unspecified: [ "what a day allows" ]
            terms: { pooling: per-user-only, note: "one app for all", url: "https://api.twitter.com/terms" }
            identity: [ User-Agent ]
            learn: headers
            status: [ { request: "GET /limits", atStart: true, tells: [ { limit: day, remaining: { json: /day/left } } ] } ]
            examples:
              - { name: "too fast", request: "GET /statuses/show/1.json", answer: { status: 429, headers: { Retry-After: "5" }, json: { left: 3 } },
                  is: throttled, limit: show-user, waits: 6s, tells: [ { limit: show-user, remaining: 3 } ], takes: { show-user: 2 } }
              - { name: "who", answer: { status: 418, headers: { x-a: b, Content-Type: text/html }, body: "" }, is: failed }
            """;

    private static final String SMALL = """
            provider: api
            baseUrl: http://127.0.0.1:8080
            """;

    private Samples() {}

    static Stream<String> providers() {
        return Stream.of(
                WHOLE_PROVIDER,
                SMALL,
                "{\"provider\": \"api\", \"baseUrl\": \"https://h/v1/\", \"auth\": \"none\"}",
                """
                - { provider: a, baseUrl: http://a }
                - { provider: b, baseUrl: http://b, auth: { query: key, value: '{key}' } }
                """,
                """
                provider: a
                baseUrl: http://a
                ---
                provider: b
                baseUrl: http://b
                """,
                SMALL + "limits:\n",
                SMALL + "endpoints: [{ name: other, timeout: 5s }]\n",
                SMALL + "limits: { name: a, scope: [], quota: 1, per: 1h30m, window: bucket }\n",
                SMALL + "limits: &l { name: a, scope: [app], quota: 1, per: 1s, window: sliding }\n");
    }

    /** Each breaks one rule. */
    static Stream<String> brokenProviders() {
        return Stream.of(
                        "colour: red",
                        "version: 2",
                        "auth: basic",
                        "concurrency: 0",
                        "accounts: mine",
                        "timeout: 3 s",
                        "maxBodyBytes: 9000000",
                        "headers: [a]",
                        "backoff: { first: 1s }",
                        "endpoints: [{ match: GET / }]",
                        "limits: [{ name: a, scope: [acount], quota: 1, per: 1s, window: sliding }]",
                        "limits: [{ name: a, scope: [app], quota: many, per: 1s, window: sliding }]",
                        "limits: [{ name: a, scope: [app], quota: 1, per: 1s, window: rolling }]",
                        "limits: [{ name: a b, scope: [app], quota: 1, per: 1s, window: sliding }]",
                        "limits: [{ name: a, scope: [app], quota: 1, per: 1s, window: sliding, burst: 3 }]",
                        "limits: [{ name: a, scope: [app], quota: 1, window: calendar, calendar: { every: week } }]",
                        "answers: [{ when: { status: 4429 }, then: failed }]",
                        "answers: [{ when: { status: 429 }, then: retry }]",
                        "answers: [{ when: { json: { pointer: code } }, then: failed }]",
                        "answers: [{ when: { status: 429 }, then: failed, hold: { grow: 0 } }]",
                        "answers: [{ when: { header: { matches: x } }, then: failed }]",
                        "limits: [{ name: a, scope: [app], quota: learn, per: 1s, window: sliding }]",
                        "limits: [{ name: a, scope: [app], quota: 1, per: 1s, window: sliding, use: 0% }]",
                        "limits: [{ name: a, scope: [app], quota: 1 }]",
                        "endpoints: [{ name: a }]",
                        "limits: [{ name: a, scope: [app], quota: 1, window: bucket }]",
                        "limits: [{ name: a, scope: [app], quota: { label: plan, of: {} }, per: 1s, window: sliding }]",
                        "limits: [{ name: a, scope: [app], quota: 1, per: 1s, window: sliding, free: {} }]",
                        "answers: [{ when: {}, then: failed }]",
                        "signals: [{ reset: x, meaning: more }]",
                        "signals: [{ reset: { header: x, as: minutes } }]",
                        "checked: yesterday",
                        "terms: { pooling: maybe }",
                        "learn: fast",
                        "status: [{ request: limits }]",
                        "examples: [{ name: a, answer: { status: 200 }, is: fine }]",
                        "examples: [{ name: a, answer: { status: 200 }, is: ok, waits: long }]",
                        "examples: [{ name: a, answer: {}, is: ok }]")
                .map(line -> SMALL + line + "\n");
    }

    static Stream<String> credentials() {
        return Stream.of("""
                - { id: alice-1, provider: twitter, account: alice, app: sync, egress: default, secret: { env: PATH }, labels: { tenant: t1 } }
                - { id: bob, provider: trakt, secret: { token: { env: PATH }, client_id: { file: bob.id } }, disabled: true }
                """, "{ id: a, provider: p, secret: { value: x } }", """
                id: a
                provider: p
                account:
                app:
                egress:
                labels:
                disabled:
                secret: { value: x }
                """);
    }

    static Stream<String> requests() {
        return List.of(
                "{\"provider\":\"p\",\"path\":\"/items?x=1\"}",
                "{\"id\":\"1\",\"provider\":\"p\",\"method\":\"POST\",\"path\":\"/\",\"query\":{\"a\":1,\"b\":[\"c\",true]},"
                        + "\"headers\":{\"X-A\":\"b\"},\"json\":{\"any\":[1]},\"account\":\"alice\",\"priority\":\"bulk\","
                        + "\"deadline\":\"2030-01-01T00:00:00Z\",\"maxWaitMs\":0,\"timeoutMs\":100,\"cost\":3,\"context\":{\"a\":1}}",
                "{\"provider\":\"p\",\"path\":\"/\",\"form\":{\"a\":\"b\"},\"deadline\":1900000000000,\"id\":null,\"context\":\"x\"}")
                .stream();
    }
}
