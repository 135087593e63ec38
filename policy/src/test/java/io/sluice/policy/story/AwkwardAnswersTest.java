package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Wait;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The awkward ways in which real APIs answer, each from a provider's file on: signals, refusals, holds. */
class AwkwardAnswersTest {
    private static final String JSON = "content-type: application/json";
    private static final String API = """
            provider: api
            baseUrl: https://api.example
            learn: "off"
            accounts: any
            """;

    @Test
    void case5AQuotaIsKnownOnlyFromTheFirstAnswer() {
        Story story = Story.of(API + """
                        endpoints: [{ name: send, match: "POST /channels/{channel_id}/messages" }]
                        limits:
                          - { name: route, endpoints: [send], scope: [credential, "param:channel_id"], quota: told, per: 1s, window: first-call }
                        signals:
                          - limit: route
                            quota: x-ratelimit-limit
                            remaining: x-ratelimit-remaining
                            reset: { header: x-ratelimit-reset-after, as: delta-seconds }
                        """)
                .credential("bot")
                .requests("a", 8, "POST /channels/7/messages")
                .requests("b", 2, "POST /channels/8/messages");
        story.expect("a1 by bot", "b1 by bot");
        String headers = "x-ratelimit-limit: 5\nx-ratelimit-remaining: 4\nx-ratelimit-reset-after: 4.500";
        story.answer("a1", 200, headers, "{}").expect("a2 by bot", "a3 by bot", "a4 by bot", "a5 by bot");
        story.okAll("a").at(100).expectWait("a6", Wait.Why.BUDGET, 4_505);
    }

    @Test
    void case9ASuccessThatCarriesAThrottleInItsBodyIsAThrottle() {
        Story story = Story.of(API + """
                        answers:
                          - when: { status: 200, json: { pointer: /errors/0/extensions/code, in: [THROTTLED] } }
                            then: throttled
                            hold: { scope: [account], default: 2s }
                        """)
                .credential("shop")
                .request("a", "POST /graphql.json")
                .expect("a by shop");
        story.answer(
                "a", 200, JSON, "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]}");
        story.expectWait("a", Wait.Why.HOLD, 2_000 + Story.LATENCY).at(2_100).expect("a by shop");
        story.ok("a").expectEnding("a", Result.OK);
    }

    @Test
    void case10AThrottleMayComeAs403Or503And420MayBeNone() {
        Story story = Story.of(API + """
                        answers:
                          - { when: { status: 403, json: { pointer: /error/errors/0/reason, in: [userRateLimitExceeded] } }, then: throttled }
                          - { when: { status: 503 }, then: throttled }
                          - { when: { status: 420 }, then: failed }
                        """)
                .credential("key")
                .request("a", "GET /a")
                .request("b", "GET /b")
                .request("c", "GET /c");
        story.expectCalls(3);
        story.answer("a", 403, JSON, "{\"error\":{\"errors\":[{\"reason\":\"userRateLimitExceeded\"}]}}");
        story.answer("b", 503, JSON, "{}");
        story.answer("c", 420, JSON, "");
        story.expectEnding("c", Result.HTTP_ERROR);
        assertThat(story.endings).doesNotContainKeys("a", "b");
        assertThat(story.waits).containsKeys("a", "b");
    }

    @Test
    void case11ARefusalThatWaitingDoesNotCureIsNotTriedEachWindow() {
        Story story =
                Story.of(API + """
                        limits: [{ name: minute, scope: [account], quota: 10, per: 1m, window: first-call }]
                        answers:
                          - when: { status: 429, json: { pointer: /error/type, in: [insufficient_quota] } }
                            then: exhausted
                            hold: { scope: [account], default: 2h, grow: 4, max: 1d }
                        """).credential("key").request("a", "POST /chat").expect("a by key");
        story.answer("a", 429, JSON, "{\"error\":{\"type\":\"insufficient_quota\"}}");
        story.at(1_000_000).expect().expectWait("a", Wait.Why.HOLD, 7_200_000 + Story.LATENCY);
        story.at(7_200_100).expect("a by key").answer("a", 429, JSON, "{\"error\":{\"type\":\"insufficient_quota\"}}");
        story.expectWait("a", Wait.Why.HOLD, 7_200_100 + 4 * 7_200_000);
    }

    @Test
    void whatWaitingDoesNotCureIsLookedAtAgainAfterAnHourWhereTheFileSaysNothing() {
        Story story = Story.of(API + "answers: [{ when: { status: 402 }, then: exhausted }]")
                .credential("key")
                .request("a", "POST /chat")
                .expect("a by key");
        story.answer("a", 402, JSON, "{}").expectWait("a", Wait.Why.HOLD, 3_600_000 + Story.LATENCY);
        story.at(3_600_100).expect("a by key").answer("a", 402, JSON, "{}");
        story.expectWait("a", Wait.Why.HOLD, 3_600_100 + 2 * 3_600_000);
    }

    @Test
    void case12WhatOthersSpendOfTheSameAccountIsBelieved() {
        Story story = Story.of(API + """
                        limits: [{ name: hourly, scope: [account], quota: 10, per: 1h, window: first-call }]
                        """)
                .credential("alice")
                .requests("a", 2, "GET /x")
                .expectCalls(2)
                .ok("a1");
        story.answer("a2", 200, JSON + "\nx-ratelimit-limit: 10\nx-ratelimit-remaining: 3", "{}");
        story.requests("b", 6, "GET /x").expectCalls(3);
    }

    @Test
    void case13ARemainingThatJumpsUpUndoesNothingAndOneOnARefusalIsNoProof() {
        Story story = Story.of(API + """
                        limits: [{ name: hourly, scope: [account], quota: 5, per: 1h, window: first-call }]
                        """)
                .credential("alice")
                .requests("a", 4, "GET /x")
                .expectCalls(4);
        story.answer("a1", 200, JSON + "\nx-ratelimit-limit: 5\nx-ratelimit-remaining: 0", "{}");
        story.answer("a2", 200, JSON + "\nx-ratelimit-limit: 5\nx-ratelimit-remaining: 4", "{}");
        story.request("b", "GET /x").expectCalls(0);
        story.answer("a3", 429, JSON + "\nx-ratelimit-limit: 5\nx-ratelimit-remaining: 4\nretry-after: 7200", "{}");
        story.at(3_700_000).expectCalls(0);
        story.at(7_200_100).expect("a3 by alice").ok("a3").expect("b by alice");
    }

    @Test
    void case14ARetryAfterFarAboveTheWindowIsAHoldAndStretchesNoWindow() {
        Story story = Story.of(API + """
                        endpoints: [{ name: read, match: "GET /**" }, { name: write, match: "POST /**" }]
                        limits:
                          - { name: reads, endpoints: [read], scope: [account], quota: 3, per: 5m, window: first-call }
                        """)
                .credential("alice")
                .requests("a", 2, "GET /x")
                .expectCalls(2)
                .ok("a1");
        story.answer("a2", 429, JSON + "\nretry-after: 2852", "{}");
        story.request("w", "POST /x").expect("w by alice").expectWait("a2", Wait.Why.HOLD, 2_852_005);
        story.at(2_852_100).expect("a2 by alice").ok("a2");
        story.requests("b", 3, "GET /x").expectCalls(2);
        story.okAll("b").at(2_852_200).expectWait("b3", Wait.Why.BUDGET, 2_852_100 + 300_000);
    }

    @Test
    void case15NobodyHammersAClosedDoorAndRefusalsInARowLengthenTheHold() {
        Story story =
                Story.of(API).credential("bot").requests("a", 30, "GET /x").expectCalls(16);
        story.answer("a1", 429, JSON, "{}");
        for (int i = 2; i <= 16; i++) {
            story.answer("a" + i, 429, JSON, "{}");
        }
        story.expectCalls(0).at(1_100).expect("a1 by bot");
        assertThat(story.leaves("a1")).isEqualTo(1_000 + Story.LATENCY);
        story.answer("a1", 429, JSON, "{}").at(2_800).expectCalls(0);
        story.at(3_200).expect("a1 by bot").ok("a1").expectCalls(29);
    }

    @Test
    void case16FailuresHaveABudgetThatStopsCallsBeforeTheBan() {
        Story story = Story.of(API + """
                        limits:
                          - name: failures
                            scope: [egress]
                            quota: 4
                            use: 75%
                            per: 10m
                            window: sliding
                            counts: { status: [401, 403, 429] }
                            free: { header: { name: x-ratelimit-scope, equals: shared } }
                        """).credential("bot");
        for (int i = 1; i <= 5; i++) {
            story.request("ok" + i, "GET /x").expect("ok" + i + " by bot").ok("ok" + i);
        }
        story.request("shared", "GET /x").expect("shared by bot");
        story.answer("shared", 403, JSON + "\nx-ratelimit-scope: shared", "{}");
        for (int i = 1; i <= 3; i++) {
            story.request("bad" + i, "GET /x").expect("bad" + i + " by bot");
            story.answer("bad" + i, 403, JSON, "{}");
        }
        story.request("next", "GET /x").expect();
        assertThat(story.waits.get("next").why()).isEqualTo(Wait.Why.BUDGET);
    }

    @Test
    void case17AnEdgeInFrontOfTheApiClosesTheEgressForAllCredentials() {
        Story story = Story.of(API)
                .credential("alice")
                .credential("bob")
                .credential("far", "far", "app", "vpn", Map.of())
                .request("a", "GET /x", "alice");
        story.expectCalls(1);
        story.answer("a", 429, "content-type: text/html\nretry-after: 300", "<title>Access denied</title>1015");
        story.requests("b", 2, "GET /x");
        assertThat(story.calls()).isNotEmpty().allMatch(call -> call.endsWith(" by far"));
        story.request("c", "GET /x", "bob").expect().expectWait("c", Wait.Why.HOLD, 300_005);
    }

    @Test
    void case23AResetThatIsCutOffIsRoundedUp() {
        Story story = Story.of(API + """
                        limits: [{ name: ten-minutes, scope: [account], quota: 2, per: 10m, window: first-call }]
                        signals:
                          - limit: ten-minutes
                            used: x-ratelimit-used
                            remaining: x-ratelimit-remaining
                            reset: { header: x-ratelimit-reset, as: delta-seconds, add: 1s }
                        """)
                .credential("alice")
                .requests("a", 2, "GET /x")
                .expectCalls(2)
                .ok("a1");
        story.answer(
                "a2", 200, JSON + "\nx-ratelimit-used: 1000\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 0", "{}");
        story.request("b", "GET /x").expect();
        assertThat(story.waits.get("b").why()).isEqualTo(Wait.Why.BUDGET);
    }

    @Test
    void case24TwoFamiliesOfHeadersEachGoToTheirOwnBudget() {
        Story story =
                Story.of(API + """
                        limits:
                          - { name: requests, scope: [account], quota: 10, per: 1m, window: first-call }
                          - { name: tokens, scope: [account], quota: 1000, per: 10h, window: bucket, cost: 1 }
                        signals:
                          - { limit: requests, quota: x-ratelimit-limit-requests, remaining: x-ratelimit-remaining-requests }
                          - { limit: tokens, quota: x-ratelimit-limit-tokens, remaining: x-ratelimit-remaining-tokens }
                        """).credential("key").request("a", "GET /x").expect("a by key");
        story.answer("a", 200, JSON + """

                x-ratelimit-limit-requests: 10
                x-ratelimit-remaining-requests: 8
                x-ratelimit-limit-tokens: 1000
                x-ratelimit-remaining-tokens: 3
                """, "{}");
        story.requests("b", 9, "GET /x").expectCalls(3);
    }

    @Test
    void case25AnAnswerThatCostsNothingTakesNothing() {
        Story story = Story.of(API + """
                        limits:
                          - { name: primary, scope: [account], quota: 3, per: 1h, window: first-call, free: { status: 304 } }
                          - { name: secondary, scope: [account], quota: 8, per: 1m, window: sliding }
                        """).credential("alice");
        for (int i = 1; i <= 6; i++) {
            story.request("a" + i, "GET /x").expect("a" + i + " by alice").answer("a" + i, 304, "", "");
        }
        story.requests("b", 4, "GET /x").expectCalls(2);
    }
}
