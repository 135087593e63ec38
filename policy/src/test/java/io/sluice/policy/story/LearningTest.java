package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Wait;
import org.junit.jupiter.api.Test;

/** A file of a name and an address: what the API allows is learned. */
class LearningTest {
    private static final String LEAST = """
            provider: api
            baseUrl: https://api.example
            """;

    /** An API with a window that the first call opens; what it refuses it counts. */
    private static final class Limited implements Api {
        private final int quota;
        private final long per;
        private final boolean tells;
        private long end = Long.MIN_VALUE;
        private int used;
        private int taken;
        private int refused;

        Limited(int quota, long per, boolean tells) {
            this.quota = quota;
            this.per = per;
            this.tells = tells;
        }

        @Override
        public Api.Reply answer(Call call, long at) {
            if (at >= end) {
                end = at + per;
                used = 0;
            }
            boolean takes = used < quota;
            used += takes ? 1 : 0;
            taken += takes ? 1 : 0;
            refused += takes ? 0 : 1;
            String told = "ratelimit-policy: \"one\";q=" + quota + ";w=" + per / 1_000 + "\nratelimit: \"one\";r="
                    + (quota - used) + ";t=" + (end - at + 999) / 1_000;
            return new Api.Reply(takes ? 200 : 429, tells ? told : "", "{}");
        }
    }

    @Test
    void whatAnswersTellIsKeptToFromTheFirstOne() {
        Limited api = new Limited(30, 10_000, true);
        Story story = Story.of(LEAST).credential("alice").requests("r", 400, "GET /x");
        story.run(100_000, api);
        assertThat(api.refused).isZero();
        assertThat(api.taken).isBetween(270, 300);
    }

    @Test
    void whereAnswersTellNothingRefusalsTeach() {
        Limited api = new Limited(30, 10_000, false);
        Story story = Story.of(LEAST).credential("alice").requests("r", 2_000, "GET /x");
        story.run(600_000, api);
        assertThat(api.refused).isLessThan(40);
        assertThat(api.taken).isGreaterThan(1_500);
    }

    @Test
    void whoWaitsMeanwhileIsToldThatALimitIsBeingLearned() {
        Story story =
                Story.of(LEAST).credential("alice").requests("r", 3, "GET /x").expectCalls(1);
        story.answer("r1", 429, "content-type: application/json\nretry-after: 60", "{}");
        story.expectWait("r2", Wait.Why.HOLD, 60_000 + Story.LATENCY);
        assertThat(story.waits.get("r2").limit()).isEqualTo("being-learned");
    }
}
