package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RequestStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a start everybody who waits is due for a status at once; other partitions of the thread are not held up by that. */
final class StatusesTest extends WithRig {
    @Test
    void afterAStartAllWhoWaitAreSaidAgain() throws Exception {
        List<String> ids =
                IntStream.range(0, 252).mapToObj(number -> "r" + number).toList();
        ids.forEach(rig::request);
        rig.allCalls();
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.beginAnew();
        statuses.readKeyValuesToList();

        List<String> said = new ArrayList<>();
        for (int ticks = 0; ticks < 3_000; ticks++) {
            rig.tick(10);
            statuses.readKeyValuesToList().forEach(one -> said.add(one.key));
        }
        assertThat(said).containsExactlyInAnyOrderElementsOf(ids.subList(2, 252));
    }

    @Test
    void whatComesAfterABackoffIsSaidToo(@TempDir Path state) {
        MockProcessorContext<Routed, Object> context = context(state);
        Statuses statuses = new Statuses(new Out(context, rig.topics.responses()), () -> 0);
        statuses.waits(wait("a", Wait.Why.BACKOFF, 10_000), delayed("a"), false, 0);
        assertThat(context.forwarded()).hasSize(1);

        statuses.advance(11_999, id -> wait(id, Wait.Why.HOLD, 60_000), StatusesTest::delayed);
        assertThat(context.forwarded()).hasSize(1);
        statuses.advance(12_000, id -> wait(id, Wait.Why.HOLD, 60_000), StatusesTest::delayed);
        assertThat(context.forwarded()).hasSize(2);
        statuses.advance(62_000, id -> wait(id, Wait.Why.HOLD, 90_000), StatusesTest::delayed);
        assertThat(context.forwarded()).as("the same reason for longer").hasSize(2);
        statuses.advance(92_000, id -> wait(id, Wait.Why.BUDGET, 99_000), StatusesTest::delayed);
        assertThat(context.forwarded()).hasSize(3);
        statuses.advance(999_000, id -> wait(id, Wait.Why.HOLD, 1_000_000), StatusesTest::delayed);
        assertThat(context.forwarded()).as("said once of a budget").hasSize(3);
    }

    @Test
    void whoLeavesIsForgottenLongBeforeADayIsOver(@TempDir Path state) {
        MockProcessorContext<Routed, Object> context = context(state);
        Statuses statuses = new Statuses(new Out(context, rig.topics.responses()), () -> 0);
        long day = 86_400_000;
        IntStream.range(0, 100)
                .forEach(number -> statuses.waits(
                        wait("r" + number, Wait.Why.NO_CREDENTIAL, day), delayed("r" + number), false, 0));
        statuses.advance(
                302_000, id -> id.equals("r0") ? wait(id, Wait.Why.NO_CREDENTIAL, day) : null, StatusesTest::delayed);
        assertThat(statuses.size()).isEqualTo(1);

        context.resetForwards();
        statuses.advance(604_000, id -> wait(id, Wait.Why.NO_CREDENTIAL, day), StatusesTest::delayed);
        assertThat(context.forwarded()).as("nothing new").isEmpty();
        statuses.advance(906_000, id -> wait(id, Wait.Why.BUDGET, 999_000), StatusesTest::delayed);
        assertThat(context.forwarded()).hasSize(1);
    }

    private static MockProcessorContext<Routed, Object> context(Path state) {
        MockProcessorContext<Routed, Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
        context.setCurrentSystemTimeMs(0);
        return context;
    }

    @Test
    void inOneGoTheyAreSaidForAMillisecondAndOneAtLeast(@TempDir Path state) {
        MockProcessorContext<Routed, Object> context = context(state);
        AtomicLong nanos = new AtomicLong();
        Statuses statuses = new Statuses(new Out(context, rig.topics.responses()), nanos::get);
        IntStream.range(0, 10).forEach(number -> statuses.resumed("r" + number, 0));

        long[] each = {300_000, 2_000_000};
        List<Integer> saidAtOnce = new ArrayList<>();
        for (long took : each) {
            context.resetForwards();
            statuses.advance(
                    10_000,
                    id -> {
                        nanos.addAndGet(took);
                        return wait(id);
                    },
                    StatusesTest::delayed);
            saidAtOnce.add(context.forwarded().size());
        }
        assertThat(saidAtOnce).containsExactly(4, 1);
    }

    private static Wait wait(String id) {
        return wait(id, Wait.Why.BUDGET, Scheduler.NEVER);
    }

    private static Wait wait(String id, Wait.Why why, long until) {
        return new Wait(id, 1, "", why, null, null, until, "", Progress.NONE);
    }

    private static DelayedRequest delayed(String id) {
        ApiRequest request = ApiRequest.newBuilder()
                .setId(id)
                .setProvider("api")
                .setPath("/")
                .build();
        return Delayed.fresh(request, List.of(), 0, 0);
    }

    @Test
    void afterAStartTheyWaitSinceTheyWereWrittenOrSinceTheirLastCall(@TempDir Path state) {
        MockProcessorContext<Routed, Object> context = context(state);
        Statuses statuses = new Statuses(new Out(context, rig.topics.responses()), () -> 0);
        CallSummary failed = new CallSummary(1_000L, "alice", 500, "failed", 5L);
        Map<String, DelayedRequest> waiting = Map.of(
                "failed", Delayed.with(delayed("failed"), List.of(failed)), "never called", delayed("never called"));
        waiting.keySet().forEach(id -> statuses.resumed(id, 30_000));

        statuses.advance(37_999, StatusesTest::wait, waiting::get);
        assertThat(context.forwarded()).as("calls come first").isEmpty();
        statuses.advance(38_000, StatusesTest::wait, waiting::get);
        Map<String, Long> since = new HashMap<>();
        context.forwarded().forEach(forward -> {
            RequestStatus status = (RequestStatus) forward.record().value();
            since.put(status.getRequestId(), status.getSince());
        });
        assertThat(since).isEqualTo(Map.of("failed", 1_005L, "never called", 0L));
    }
}
