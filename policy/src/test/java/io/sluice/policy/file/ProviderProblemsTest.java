package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input in providers' files gets one line that names file, line and field. */
class ProviderProblemsTest {
    @TempDir
    private Path folder;

    @Test
    void aGoodProviderFileHasNone() throws IOException {
        Path file = write("p.yaml", """
                version: 1
                provider: twitter
                baseUrl: https://api.twitter.com/1.1
                auth: [{ header: Authorization, value: "Bearer {token}" }]
                headers: { User-Agent: "example/1.0" }
                concurrency: 64
                accounts: own
                endpoints:
                  - { name: show,  match: "GET /statuses/show/**" }
                  - { name: write, match: "POST /**", timeout: 30s, maxAttempts: 5 }
                limits:
                  - { name: show-user, endpoints: [show],  scope: [account], quota: 900, per: 15m, window: first-call }
                  - { name: write-user, endpoints: [write], scope: [account], quota: 300, per: 3h,  window: sliding }
                signals:
                  - { limit: show-user, quota: x-rate-limit-limit, remaining: x-rate-limit-remaining, reset: { header: x-rate-limit-reset, as: epoch-seconds } }
                answers:
                  - { when: { status: 429 }, then: throttled }
                  - { when: { status: 403, json: { pointer: /errors/0/code, in: [326] } }, then: needs-login }
                source: "docs page and date"
                """);
        assertThat(problems(file)).isEmpty();
    }

    @Test
    void aProviderFileNamesLineFieldAndWhatWasExpected() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: ftp://x
                limits:
                  - name: a
                    scope: [acount]
                    quota: many
                    per: 3 s
                    window: first-cal
                colour: red
                """);
        assertThat(problems(file))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":9: unknown field 'colour', expected one of"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":2: field 'baseUrl' is 'ftp://x', expected"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":5: field 'scope' has 'acount', expected provider"))
                .anySatisfy(line ->
                        assertThat(line).startsWith(file + ":6: field 'quota' is 'many', expected a whole number"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":8: field 'window' is 'first-cal', expected one of first-call"))
                .noneSatisfy(line -> assertThat(line).contains("\n"));
    }

    /** Tokens are counted exactly, for each ms, which a number of 64 bits must hold. */
    @Test
    void aBucketThatCannotBeCountedIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                limits:
                  - { name: a, scope: [app], quota: 10000000000, per: 30d, window: bucket }
                  - { name: b, scope: [app], quota: 800000000, per: 30d, window: bucket }
                """);
        assertThat(problems(file))
                .containsExactly(file + ":4: field 'quota' is 10000000000, expected 889599926 at most for a bucket"
                        + " that is filled within 2592000000 ms");
    }

    @Test
    void whatHasNoEffectIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                limits:
                  - { name: a, scope: [app], quota: 1, window: calendar, calendar: { every: hour, at: "00:30" } }
                  - { name: b, scope: [app], quota: 1, per: 1h, window: calendar, calendar: { every: day } }
                  - { name: c, scope: [app], quota: 1, per: 1h, window: concurrent }
                  - { name: d, scope: [app], spacing: 1s, use: 50% }
                  - { name: e, scope: [app], quota: 1, per: 30d, window: calendar, calendar: { every: month } }
                """);
        assertThat(problems(file))
                .containsExactly(
                        file + ":4: field 'at' is given, expected it with every day or month: hours are full",
                        file + ":5: field 'per' is given beside 'calendar', which needs none",
                        file + ":6: field 'per' is given beside window concurrent, which needs none",
                        file + ":7: field 'use' is given beside 'spacing', expected one or the other",
                        file + ":8: field 'per' is given beside 'calendar', which needs none");
    }

    @Test
    void perMayStandBesideACalendarWhoseTurnsLastSoLong() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                limits:
                  - { name: a, scope: [app], quota: 1, per: 60m, window: calendar, calendar: { every: hour } }
                  - { name: b, scope: [app], quota: 1, per: 1d, window: calendar, calendar: { every: Day, at: "09:00", zone: America/New_York } }
                """);
        Policy policy = ProviderFiles.load(List.of(file.toString())).get(0);
        assertThat(policy.provider().endpoint("other").limits())
                .extracting(Limit::window)
                .containsExactly(
                        new Window.Calendar(new Window.Turns.Aligned(3_600_000)),
                        new Window.Calendar(new Window.Turns.Daily(LocalTime.of(9, 0), ZoneId.of("America/New_York"))));
    }

    /** A limit of plans is one of those that its condition lets through. */
    @Test
    void aQuotaForEachPlanCountsOnlyThePlansThatTheLimitCounts() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                limits:
                  - { name: f, scope: [app], quota: { label: plan, of: { free: 5, pro: 9 } }, per: 1h, window: sliding,
                      when: { label: { plan: [pro] } } }
                """);
        assertThat(ProviderFiles.load(List.of(file.toString()))
                        .get(0)
                        .provider()
                        .endpoint("other")
                        .limits())
                .extracting(Limit::name)
                .containsExactly("f@pro");
    }

    @Test
    void whatIsWrongWithSignalsAndAnswersIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                signals:
                  - { policy: burst, remaining: x-left }
                  - { remaining: { regex: "(a" } }
                  - { remaining: { as: iso } }
                  - { remaining: x-left, meaning: full }
                  - { remaining: x-left, endpoints: [reed] }
                answers:
                  - { when: { body: "a(?=b)" }, then: failed }
                  - { when: { header: { name: x, matches: "(a{500}){2}" } }, then: failed }
                  - { when: { body: "((((a{50}){50}){50}){50}){50}" }, then: failed }
                  - { when: { json: { pointer: /a, regex: "%s" } }, then: failed }
                """.formatted("(".repeat(100_000)));
        assertThat(problems(file))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":4: field 'policy' is given without 'limit'"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":5: field 'regex' is '(a', expected a regular expression of RE2: "))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":6: field 'remaining' names no place"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":7: field 'meaning' is given without 'reset'"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":8: field 'endpoints' names 'reed'"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":10: field 'body' is 'a(?=b)', expected"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":11: field 'matches' is '(a{500}){2}', expected"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":12: field 'body' is '((((a{50})")
                        .endsWith("too large"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(file + ":13: field 'regex' is '((((")
                        .endsWith("longer than 1000 characters")
                        .hasSizeLessThan(300))
                .hasSize(9)
                .noneSatisfy(line -> assertThat(line).contains("\n"));
    }

    @Test
    void whatCannotWorkIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                endpoints:
                  - { name: a, match: "GET /x?y=1" }
                  - { name: b, match: "GET /a{x}" }
                limits:
                  - { name: l, scope: [app], quota: 1, per: 1s, window: sliding, when: { method: get } }
                signals:
                  - { limit: l }
                answers:
                  - { when: {}, then: throttled }
                  - { when: { status: 409 }, then: transient, undone: true }
                """);
        assertThat(problems(file))
                .anySatisfy(line ->
                        assertThat(line).startsWith(file + ":4: field 'match' is 'GET /x?y=1', expected a path"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":5: field 'match' is 'GET /a{x}', expected {NAME}"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":7: field 'method' has 'get', expected a method"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":9: a signal reads nothing, expected one of"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":11: field 'when' is empty and means every answer"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":12: field 'undone' is true, expected so of"))
                .hasSize(6);
    }

    /** Blank, it would count nobody, mean every answer, or be a quota of one. */
    @Test
    void aValueThatWasLeftBlankIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                limits:
                  - { name: a, scope: [app], quota: 1, per: 1s, window: sliding, when: { label: { auth: } } }
                  - { name: b, scope: [app], quota: 1, per: 1s, window: sliding, when: { param: { x: [] } } }
                  - { name: c, scope: [app], quota: { label: plan, of: { free: 60, pro: } }, per: 1s, window: sliding }
                  - { name: d, scope: [app], quota: 1, per: 1s, window: sliding, cost: { method: { POST: } } }
                  - { name: e, scope: [app], quota: 1, per: 1s, window: sliding, free: { status: } }
                  - { name: f, scope: [app], quota: 1, per: 1s, window: sliding, when: { method: [] } }
                answers:
                  - { when: { status: [] }, then: throttled }
                  - { when: { status: 403, json: }, then: needs-login }
                  - { when: { json: { pointer: /code, in: } }, then: needs-login }
                """);
        assertThat(problems(file))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":4: field 'auth' is empty, expected a text"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":5: field 'x' is empty, expected a text"))
                .anySatisfy(
                        line -> assertThat(line).startsWith(file + ":6: field 'pro' is empty, expected a whole number"))
                .anySatisfy(line ->
                        assertThat(line).startsWith(file + ":7: field 'POST' is empty, expected a whole number"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":8: field 'status' is empty"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":9: field 'method' is empty"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":11: field 'status' is empty"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":12: field 'json' is empty"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":13: field 'in' is empty"))
                .hasSize(9);
    }

    /** A limit's name and the value are one name together. */
    @Test
    void aPlanWhoseNameIsTooLongIsNamed() throws IOException {
        String limit = "{ name: long, scope: [app], quota: { label: plan, of: { %s: 60 } }, per: 1s, window: sliding }";
        Path file = write(
                "p.yaml", "provider: api\nbaseUrl: http://x\nlimits:\n  - " + limit.formatted("p".repeat(99)) + "\n");
        assertThat(problems(file))
                .singleElement()
                .asString()
                .startsWith(file + ":4: field 'of' has 'ppp")
                .endsWith("too long beside the name of its limit");
    }

    @Test
    void aHeaderThatWouldBeSentTwiceIsNamed() throws IOException {
        Path file = write("p.yaml", """
                provider: api
                baseUrl: http://x
                headers:
                  Accept: text/plain
                  accept: text/html
                  authorization: mine
                """);
        assertThat(problems(file))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":5: field 'headers.accept' is a header that"))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":6: field 'headers.authorization' is a header"))
                .hasSize(2);
    }

    private static List<String> problems(Path file) {
        return ProviderFiles.check(file.toString(), new HashSet<>()).problems();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
