package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.ApiRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The awkward ways in which real APIs count, each from a provider's file on: limits, scopes, costs, windows. */
class AwkwardLimitsTest {
    private static final String API = """
            provider: api
            baseUrl: https://api.example
            accounts: any
            """;

    @Test
    void case1OneQuotaIsSharedByTwoEndpoints() {
        Story.of(API + """
                        endpoints:
                          - { name: update,  match: "POST /update" }
                          - { name: retweet, match: "POST /retweet/*" }
                        limits:
                          - { name: posts, endpoints: [update, retweet], scope: [account], quota: 3, per: 3h, window: first-call }
                        """)
                .credential("alice")
                .request("a", "POST /update")
                .request("b", "POST /retweet/7")
                .request("c", "POST /update")
                .request("d", "POST /retweet/8")
                .request("e", "GET /elsewhere")
                .expect("a by alice", "b by alice", "c by alice", "e by alice")
                .okAll("")
                .at(10)
                .expectWait("d", Wait.Why.BUDGET, 3 * 3_600_000 + Story.LATENCY);
    }

    @Test
    void case2TheBudgetOfTheUserAndThatOfTheAppMustBothAllowIt() {
        Story story = Story.of(API + """
                        limits:
                          - { name: user, scope: [account], quota: 2, per: 15m, window: first-call }
                          - { name: app, scope: [app], quota: 3, per: 24h, window: first-call }
                        """)
                .credential("alice", "alice", "sync")
                .credential("bob", "bob", "sync")
                .credential("carol", "carol", "other");
        for (String account : new String[] {"alice", "bob", "carol"}) {
            for (int i = 1; i <= 3; i++) {
                story.request(account + i, "POST /tweets", account);
            }
        }
        assertThat(story.calls())
                .containsExactlyInAnyOrder(
                        "alice1 by alice", "alice2 by alice", "bob1 by bob", "carol1 by carol", "carol2 by carol");
        story.okAll("").at(20).expectWait("alice3", Wait.Why.BUDGET, 86_400_000 + Story.LATENCY);
        story.expectWait("carol3", Wait.Why.BUDGET, 900_000 + Story.LATENCY);
    }

    @Test
    void case3OnOnePathTheKindOfAuthenticationDecidesWhichBudgetCounts() {
        Story story = Story.of(API + """
                        limits:
                          - { name: as-user, when: { label: { auth: [user] } }, scope: [account], quota: 2, per: 15m, window: first-call }
                          - { name: as-app, when: { label: { auth: [app] } }, scope: [app], quota: 3, per: 15m, window: first-call }
                        """)
                .credential("alice", Map.of("auth", "user"))
                .credential("bearer", Map.of("auth", "app"));
        story.requests("r", 6, "GET /search");
        assertThat(story.calls())
                .hasSize(5)
                .filteredOn(call -> call.endsWith("alice"))
                .hasSize(2);
    }

    @Test
    void case4FourWindowsOnOneEndpointAllHold() {
        Story story = Story.of(API + """
                        limits:
                          - { name: second, scope: [app], quota: 1, per: 1s, window: sliding }
                          - { name: quarter, scope: [app], quota: 3, per: 15m, window: first-call }
                          - { name: day, scope: [app], quota: 5, per: 24h, window: first-call }
                          - { name: cap, scope: [app], quota: 6, window: calendar, calendar: { every: month } }
                        """).credential("alice").requests("r", 8, "GET /search");
        story.expectCalls(1)
                .ok("r1")
                .at(1_000)
                .expectCalls(1)
                .ok("r2")
                .at(2_100)
                .expectCalls(1)
                .ok("r3");
        story.at(4_000).expectCalls(0).expectWait("r4", Wait.Why.BUDGET, 900_005);
        story.at(899_900).expectCalls(1).ok("r4").at(901_100).expectCalls(1).ok("r5");
        story.at(910_000).expectWait("r6", Wait.Why.BUDGET, 86_400_005);
        story.at(86_400_000).expectCalls(1).ok("r6").at(86_402_000).expectCalls(0);
        story.expectWait("r7", Wait.Why.BUDGET, 31L * 86_400_000 + 1_000);
    }

    @Test
    void case6ARequestsParameterIsTheScope() {
        Story.of(API + """
                        endpoints: [{ name: send, match: "POST /send/{chat_id}" }]
                        limits:
                          - { name: chat, endpoints: [send], scope: [credential, "param:chat_id"], quota: 1, per: 1s, window: sliding }
                        """)
                .credential("bot")
                .request("a1", "POST /send/7")
                .request("a2", "POST /send/7")
                .request("b1", "POST /send/8")
                .request("c1", "POST /send/9?chat_id=7")
                .expect("a1 by bot", "b1 by bot", "c1 by bot");
    }

    @Test
    void case7TheClassOfAParameterDecidesWhichLimitCounts() {
        Story story = Story.of(API + """
                        limits:
                          - { name: group, when: { param: { chat_id: "-*" } }, scope: [credential, "param:chat_id"], quota: 2, per: 1m, window: sliding }
                          - { name: chat, when: { param: { chat_id: ["1*", "2*"] } }, scope: [credential, "param:chat_id"], spacing: 1s }
                        """)
                .credential("bot")
                .requests("group", 3, "POST /sendMessage?chat_id=-100")
                .requests("chat", 2, "POST /sendMessage?chat_id=100")
                .requests("me", 2, "POST /getMe");
        story.expect("group1 by bot", "group2 by bot", "chat1 by bot", "me1 by bot", "me2 by bot");
        story.okAll("").at(20).expectWait("group3", Wait.Why.BUDGET, 60_000 + Story.LATENCY);
        story.expectWait("chat2", Wait.Why.BUDGET, 1_000 + Story.LATENCY);
    }

    @Test
    void case8ADayEndsAtLocalMidnightAlsoWhenItHas23Or25Hours() {
        String daily = API + """
                limits:
                  - { name: day, scope: [app], quota: 1, window: calendar, calendar: { every: day, at: "00:00", zone: America/Los_Angeles } }
                """;
        // 2026-03-08, the clocks go forward at 02:00; 2026-11-01, they go back
        Story spring = Story.of(daily, Instant.parse("2026-03-08T08:00:00Z"))
                .credential("key")
                .requests("r", 2, "GET /x");
        spring.expectCalls(1).ok("r1").at(60_000).expectWait("r2", Wait.Why.BUDGET, 23 * 3_600_000L + 1_000);
        Story autumn = Story.of(daily, Instant.parse("2026-11-01T07:00:00Z"))
                .credential("key")
                .requests("r", 2, "GET /x");
        autumn.expectCalls(1).ok("r1").at(60_000).expectWait("r2", Wait.Why.BUDGET, 25 * 3_600_000L + 1_000);
    }

    @Test
    void case18CallsWeighDifferentlyAndTheTruthIsKnownOnlyAfterTheAnswer() {
        Story story = Story.of(API + """
                        limits:
                          - name: points
                            scope: [account]
                            quota: 100
                            per: 1h
                            window: first-call
                            cost: { method: { GET: 1, POST: 5 }, otherwise: 5 }
                          - name: tokens
                            scope: [account]
                            unit: tokens
                            quota: 1000
                            per: 1m
                            window: bucket
                            cost: { param: max_tokens, otherwise: 100 }
                            settle: { json: /usage/total_tokens }
                        """).credential("key");
        story.request("a", "POST /chat", ApiRequest.newBuilder().setJson("{\"max_tokens\": 900}"));
        story.request("b", "POST /chat", ApiRequest.newBuilder().setJson("{\"max_tokens\": 500}"));
        story.expect("a by key");
        story.answer("a", 200, "content-type: application/json", "{\"usage\":{\"total_tokens\":200}}");
        story.expect("b by key");
        story.answer("b", 200, "content-type: application/json", "{\"usage\":{\"total_tokens\":800}}");
        story.request("c", "POST /chat", ApiRequest.newBuilder().setJson("{\"max_tokens\": 100}"));
        story.expect().expectWait("c", Wait.Why.BUDGET, 6_005);
    }

    @Test
    void case19CallsAtTheSameTimeAreLimitedBesideTheRate() {
        Story story = Story.of(API + """
                        limits:
                          - { name: rate, scope: [account], quota: 100, per: 1m, window: sliding }
                          - { name: running, scope: [account], quota: 2, window: concurrent }
                        """)
                .credential("key")
                .requests("r", 4, "GET /x")
                .expectCalls(2)
                .expectWait("r3", Wait.Why.CONCURRENCY, Long.MAX_VALUE - Story.NEW_YEAR.toEpochMilli());
        Call first = story.newest.get("r1");
        story.ok("r2").expect("r3 by key", "r4 by key");
        assertThat(story.newest.get("r3").after()).isEmpty();
        assertThat(story.newest.get("r4").after()).containsExactly(first.id());
    }

    @Test
    void case20WritesKeepADistanceWhileReadsAreFree() {
        Story story = Story.of(API + """
                        limits:
                          - { name: writes, when: { method: [POST, PUT, DELETE] }, scope: [account], spacing: 1s }
                        """)
                .credential("alice")
                .requests("write", 2, "POST /x")
                .requests("read", 20, "GET /x");
        assertThat(story.calls()).hasSize(16).contains("write1 by alice").doesNotContain("write2 by alice");
        story.okAll("").at(20).expectWait("write2", Wait.Why.BUDGET, 1_000 + Story.LATENCY);
    }

    @Test
    void case21TheQuotaGoesByTheStandingOfTheAccount() {
        Story story = Story.of(API + """
                        limits:
                          - { name: hourly, scope: [account], quota: { label: level, of: { member: 1, gold: 3 } }, per: 1h, window: first-call }
                        """)
                .credential("alice", Map.of("level", "gold"))
                .credential("bob", Map.of("level", "member"))
                .requests("r", 6, "GET /x");
        assertThat(story.calls())
                .hasSize(4)
                .filteredOn(call -> call.endsWith("alice"))
                .hasSize(3);
    }

    @Test
    void case22ABudgetCanBeWiderThanAnyAppOfOurs() {
        Story.of(API + """
                        limits:
                          - { name: developer, scope: ["label:developer"], quota: 3, per: 30s, window: sliding }
                        """)
                .credential("a", "a", "app-a", "default", Map.of("developer", "we"))
                .credential("b", "b", "app-b", "default", Map.of("developer", "we"))
                .requests("r", 5, "GET /x")
                .expectCalls(3);
    }

    @Test
    void aShareOfTheQuotaIsLeftToOthers() {
        Story story = Story.of(API + """
                        limits:
                          - { name: hourly, scope: [account], quota: 10, use: 90%, per: 1h, window: first-call }
                        """)
                .credential("alice")
                .requests("r", 12, "GET /x")
                .expectCalls(9);
        story.answer("r1", 200, "x-ratelimit-limit: 10\nx-ratelimit-remaining: 9", "");
        story.expectCalls(0);
    }

    @Test
    void aRequestsOwnCostCountsWhereTheLimitHasNoRuleOfItsOwn() {
        Story story = Story.of(API + """
                        limits:
                          - { name: units, scope: [account], quota: 10, per: 1h, window: first-call }
                          - { name: calls, scope: [account], quota: 2, per: 1h, window: first-call, cost: 1 }
                        """).credential("alice");
        story.request("a", "GET /x", ApiRequest.newBuilder().setCost(4L))
                .request("b", "GET /x", ApiRequest.newBuilder().setCost(4L))
                .request("c", "GET /x", ApiRequest.newBuilder().setCost(1L));
        story.expect("a by alice", "b by alice").ok("a").ok("b").expectEnding("a", Result.OK);
        story.at(60).expectWait("c", Wait.Why.BUDGET, 3_600_000 + Story.LATENCY);
    }

    @Test
    void aCredentialWithoutAPlanHasTheLeastQuotaOfAllPlans() {
        Story.of("""
                provider: api
                baseUrl: https://api.example
                limits:
                  - { name: hourly, scope: [account], quota: { label: plan, of: { pro: 4, free: 2 } }, per: 1h, window: first-call }
                """).credential("alice").requests("r", 5, "GET /x").expectCalls(2);
    }
}
