package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.QueueMetric;
import io.sluice.streams.scheduler.Monitor.CallKind;
import io.sluice.streams.scheduler.TaskMonitor.Line;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What who watches a scheduler is told. */
class MonitorTest extends WithRig {
    @Override
    int partitions() {
        return 1;
    }

    @Test
    void aLineTellsHowManyWaitAndSinceWhenTheOldestDoes() {
        assertThat(line()).isEqualTo(new Line("api", 0, 0, OptionalLong.empty()));
        rig.request("a");
        rig.request("b");
        rig.tick(1_000);
        long began = rig.now();
        rig.request("c");
        rig.tick(500);
        rig.request("d");
        rig.tick(500);
        assertThat(line().inLine()).isEqualTo(2);
        assertThat(line().oldestSince().orElseThrow()).isBetween(SchedulerRig.START.toEpochMilli(), began);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.tick(4_000);
        assertThat(line()).isEqualTo(new Line("api", 0, 0, OptionalLong.empty()));
    }

    @Test
    void whoBacksOffWaitsInNoLine() {
        rig.write(rig.topics.providers(), "slow", """
                {"provider":"slow","baseUrl":"http://127.0.0.1:1","backoff":{"base":"1h","max":"1h"}}""");
        rig.write(rig.topics.credentials(), "slow:bob", """
                {"id":"bob","provider":"slow","secret":{"token":{"env":"X"}}}""");
        for (String id : new String[] {"a", "b"}) { // any wait up to an hour is as likely
            rig.write(rig.topics.requests(), "slow", "{\"id\":\"" + id + "\",\"provider\":\"slow\",\"path\":\"/\"}");
            rig.answered(rig.call(), 500);
        }
        rig.tick(500);
        Line slow = task().lines().stream()
                .filter(line -> line.provider().equals("slow"))
                .findFirst()
                .orElseThrow();
        assertThat(slow.inLine()).isZero();
        assertThat(slow.backingOff()).isPositive();
        assertThat(slow.oldestSince()).isPresent();
        QueueMetric told = line("slow");
        assertThat(told.getWaiting()).isEqualTo(slow.backingOff());
        assertThat(told.getVerdict()).isEqualTo("flowing");
        assertThat(told.getReason()).isEqualTo("backoff");
    }

    @Test
    void whoBacksOffWhileTheProviderIsOutOfReachDoesNotFlow() {
        rig.request("a");
        rig.notSent(rig.call(), "connection-refused");
        rig.tick(500);
        QueueMetric told = line("api");
        assertThat(told.getWaiting()).isEqualTo(1);
        assertThat(told.getVerdict()).isEqualTo("provider-down");
        assertThat(told.getNextAt()).isGreaterThan(rig.now());
    }

    /** What was told of a provider last. */
    private QueueMetric line(String provider) {
        List<QueueMetric> told = rig.out(rig.topics.metricsQueues()).readValuesToList().stream()
                .map(record -> rig.topics.metricsQueues().read(record))
                .filter(line -> line.getProvider().equals(provider))
                .toList();
        return told.get(told.size() - 1);
    }

    @Test
    void callsAreCountedByWhatBecameOfThem() {
        rig.request("a");
        rig.request("b");
        ApiCall first = rig.call();
        rig.answered(first, 200);
        rig.answered(rig.call(), 429);
        rig.tick(500);
        assertThat(calls("ok")).isEqualTo(1);
        assertThat(calls("throttled")).isEqualTo(1);
        rig.answered(first, 200);
        rig.tick(500);
        assertThat(calls("ok")).isEqualTo(1);
        assertThat(calls("late")).isEqualTo(1);
        assertThat(rig.monitor.calls()).hasSize(3);
    }

    @Test
    void aCredentialIsThrottledWhileItsHoldLasts() {
        rig.request("a");
        rig.answered(rig.call(), 429);
        rig.tick(500);
        TaskMonitor.Shown alice = task().credentials().iterator().next();
        assertThat(alice.status(rig.now())).isEqualTo("throttled");
        long until = alice.holds().get(0).until();
        assertThat(until).isGreaterThan(rig.now());
        assertThat(alice.status(until)).isEqualTo("active");
    }

    @Test
    void aTaskIsReadyWhenItHasReadItsMarkAndItsBarriersBack() throws ReflectiveOperationException {
        assertThat(task().unready()).isEmpty();
        rig.beginAnew(() -> assertThat(task().unready()).isPresent());
        rig.tick(1_000);
        assertThat(task().unready()).isEmpty();
        assertThat(rig.monitor.tasks()).hasSize(1);
    }

    private long calls(String outcome) {
        return rig.monitor.calls(new CallKind("api", "other", "default", outcome));
    }

    private TaskMonitor task() {
        return rig.monitor.tasks().iterator().next();
    }

    private Line line() {
        List<Line> lines = task().lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
