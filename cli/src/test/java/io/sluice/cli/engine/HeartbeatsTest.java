package io.sluice.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** Which silence of a role's consumers means that it is not ready. */
class HeartbeatsTest {
    private long seconds;
    private List<String> own = List.of();
    private List<Metric> measured = List.of();
    private final Heartbeats heartbeats =
            new Heartbeats(() -> own, () -> measured, () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void theConsumerThatIsSilentLongestCounts() {
        assertThat(unready(0, 8)).isEmpty();
        assertThat(unready(0, 9)).containsExactly("no heartbeat has gone to its group's broker for 9 s");
    }

    @Test
    void aConsumerThatNeverSentOneIsWaitedForAsLong() {
        assertThat(unready(3, -1)).isEmpty();
        seconds = 8;
        assertThat(unready(3, -1)).isEmpty();
        seconds = 9;
        assertThat(unready(3, -1)).containsExactly("no heartbeat has gone to its group's broker for 9 s");
        assertThat(unready(3, 0)).isEmpty();
        assertThat(unready(3, -1)).isEmpty();
    }

    @Test
    void whatTheRoleSaysItselfStays() {
        own = List.of("is ending");
        measured = List.of(metric(20));
        assertThat(heartbeats.unready()).hasSize(2);
        measured = List.of();
        assertThat(heartbeats.unready()).containsExactly("is ending");
    }

    private List<String> unready(int one, int another) {
        measured = List.of(metric(one), metric(another));
        return heartbeats.unready();
    }

    private static Metric metric(int secondsAgo) {
        MetricName name = new MetricName("last-heartbeat-seconds-ago", "consumer-coordinator-metrics", "", Map.of());
        Measurable value = (config, now) -> secondsAgo;
        return new KafkaMetric(new Object(), name, value, new MetricConfig(), Time.SYSTEM);
    }
}
