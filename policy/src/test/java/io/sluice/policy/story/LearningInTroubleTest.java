package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Learned limits where an API does more than count calls: limits that are not told, outages, plans that differ. */
class LearningInTroubleTest {
    private static final String LEAST = """
            provider: api
            baseUrl: https://api.example
            """;
    private static final String TWO_ENDPOINTS = LEAST + """
            endpoints:
              - { name: items, match: "GET /items/**" }
              - { name: search, match: "GET /search/**" }
            """;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /** Windows that first calls open, one for each key; what is refused is not counted. */
    private static final class Windows {
        private final int quota;
        private final long per;
        private final Map<String, long[]> byKey = new HashMap<>();
        private int taken;
        private int refused;

        Windows(int quota, long per) {
            this.quota = quota;
            this.per = per;
        }

        boolean takes(String key, long at) {
            long[] window = byKey.computeIfAbsent(key, k -> new long[] {Long.MIN_VALUE, 0});
            if (at >= window[0]) {
                window[0] = at + per;
                window[1] = 0;
            }
            boolean takes = window[1] < quota;
            window[1] += takes ? 1 : 0;
            taken += takes ? 1 : 0;
            refused += takes ? 0 : 1;
            return takes;
        }

        long left(String key) {
            return quota - byKey.get(key)[1];
        }

        String told(String key, long at) {
            return "x-ratelimit-limit: " + quota + "\nx-ratelimit-remaining: " + left(key) + "\nx-ratelimit-reset: "
                    + (byKey.get(key)[0] - at + 999) / 1_000;
        }
    }

    private static Api.Reply reply(boolean takes, String headers) {
        return new Api.Reply(takes ? 200 : 429, headers, "{}");
    }

    private static long ended(Story story, Predicate<Result> meant) {
        return story.endings.values().stream()
                .filter(end -> meant.test(end.result()))
                .count();
    }

    @Test
    void aLimitThatIsNotToldIsFoundBesideOneThatIs() {
        Windows told = new Windows(5_000, HOUR);
        Windows untold = new Windows(30, MINUTE);
        Story story = Story.of(LEAST).credential("alice").requests("r", 300, "GET /x");
        story.run(15 * MINUTE, (call, at) -> {
            boolean takes = untold.takes("", at);
            told.takes("", at);
            return reply(takes, takes ? told.told("", at) : "");
        });
        assertThat(untold.refused).isLessThan(50);
        assertThat(ended(story, result -> result == Result.OK)).isEqualTo(300);
    }

    @Test
    void anEndpointThatTellsNothingIsNotLetGoByWhatAnotherOneTells() {
        Windows items = new Windows(5_000, HOUR);
        Windows search = new Windows(30, MINUTE);
        Story story = Story.of(TWO_ENDPOINTS).credential("alice");
        story.requests("i", 50, "GET /items/1").requests("s", 200, "GET /search/x");
        story.run(15 * MINUTE, (call, at) -> {
            if (call.endpoint().equals("items")) {
                return reply(items.takes("", at), items.told("", at));
            }
            return reply(search.takes("", at), "");
        });
        assertThat(search.refused).isLessThan(40);
        assertThat(ended(story, result -> result == Result.OK)).isEqualTo(250);
    }

    @Test
    void aQuotaThatIsToldWithoutItsEndIsNotHammered() {
        Windows windows = new Windows(10, MINUTE);
        Story story = Story.of(LEAST).credential("alice").requests("r", 40, "GET /x");
        story.run(10 * MINUTE, (call, at) -> {
            boolean takes = windows.takes("", at);
            return reply(takes, "x-ratelimit-limit: 10\nx-ratelimit-remaining: " + windows.left(""));
        });
        assertThat(windows.refused).isLessThan(20);
        assertThat(ended(story, result -> result == Result.OK)).isEqualTo(40);
    }

    @Test
    void anOutageLeavesWhatWasLearnedAlone() {
        Windows windows = new Windows(100, MINUTE);
        Story story = Story.of(LEAST).credential("alice").requests("r", 15_000, "GET /x");
        story.run(2 * HOUR, (call, at) -> {
            boolean down = at >= 30 * MINUTE && at < 40 * MINUTE;
            return down ? new Api.Reply(503, "", "busy") : reply(windows.takes("", at), "");
        });
        int inLastHour = story.leftBy(2 * HOUR) - story.leftBy(HOUR);
        assertThat(inLastHour).isGreaterThan(5_700);
        assertThat(story.leftBy(40 * MINUTE) - story.leftBy(31 * MINUTE)).isLessThan(30);
    }

    @Test
    void anOutageAtFirstIsNotTakenForALimit() {
        Windows windows = new Windows(100, MINUTE);
        Story story = Story.of(LEAST).credential("alice").requests("r", 15_000, "GET /x");
        story.run(
                2 * HOUR,
                (call, at) -> at < 10 * MINUTE ? new Api.Reply(503, "", "busy") : reply(windows.takes("", at), ""));
        assertThat(story.leftBy(2 * HOUR) - story.leftBy(HOUR)).isGreaterThan(5_600);
    }

    @Test
    void errorsThatTheApiDoesNotCountDoNotTeach() {
        Windows windows = new Windows(100, MINUTE);
        int[] calls = {0};
        Story story = Story.of(LEAST).credential("alice").requests("r", 15_000, "GET /x");
        story.run(90 * MINUTE, (call, at) -> {
            boolean fails = ++calls[0] % 50 == 0;
            return fails ? new Api.Reply(500, "", "oops") : reply(windows.takes("", at), "");
        });
        assertThat(windows.taken).isGreaterThan(85 * 100);
        assertThat(windows.refused).isLessThan(100);
    }

    @Test
    void eachAccountHasTheQuotaThatItIsTold() {
        Map<String, Windows> plans = Map.of("free", new Windows(60, 15 * MINUTE), "pro", new Windows(900, 15 * MINUTE));
        Story story = Story.of(LEAST).credential("free").credential("pro").requests("r", 10_000, "GET /x");
        story.run(HOUR, (call, at) -> {
            Windows plan = plan(plans, call);
            return reply(plan.takes("", at), plan.told("", at));
        });
        assertThat(plan(plans, "free").taken).isGreaterThan(4 * 60 - 70);
        assertThat(plan(plans, "pro").taken).isGreaterThan(4 * 900 - 100);
        assertThat(plan(plans, "free").refused + plan(plans, "pro").refused).isLessThan(30);
    }

    /** Half of what the file says is allowed, and no answer tells. */
    @Test
    void aDeclaredQuotaThatIsTooHighGivesWayToWhatRefusalsTeach() {
        Windows windows = new Windows(50, MINUTE);
        Story story = Story.of(LEAST + """
                        learn: careful
                        limits:
                          - { name: hundred, scope: [account], quota: 100, per: 1m, window: first-call }
                        """).credential("alice").requests("r", 6_000, "GET /x");
        story.run(2 * HOUR, (call, at) -> reply(windows.takes("", at), ""));
        assertThat(windows.taken).isGreaterThan(120 * 50 * 9 / 10);
        assertThat(windows.refused).isLessThan(60);
    }

    @Test
    void aDoorThatStaysShutIsTriedOnceADay() {
        Story story = Story.of(LEAST).credential("alice").requests("r", 1_000, "GET /x");
        story.run(20 * 24 * HOUR, (call, at) -> reply(at < 500 || at > 12 * 24 * HOUR, ""));
        assertThat(story.leftBy(12 * 24 * HOUR) - story.leftBy(2 * 24 * HOUR)).isBetween(8, 15);
        assertThat(story.leftBy(13 * 24 * HOUR + HOUR)).isGreaterThan(story.leftBy(12 * 24 * HOUR));
    }

    private static Windows plan(Map<String, Windows> plans, Call call) {
        return plan(plans, call.credential());
    }

    private static Windows plan(Map<String, Windows> plans, String credential) {
        Windows plan = plans.get(credential);
        assertThat(plan).isNotNull();
        return plan;
    }
}
