package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.Test;

/** After a start everybody who waits is due for a status at once; other partitions of the thread are not held up by that. */
final class StatusesTest extends WithRig {
    @Test
    void afterAStartAllWhoWaitAreSaidAgainAHundredAtOnce() throws Exception {
        List<String> ids =
                IntStream.range(0, 252).mapToObj(number -> "r" + number).toList();
        ids.forEach(rig::request);
        rig.allCalls();
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.beginAnew();
        statuses.readKeyValuesToList();

        List<Integer> saidAtOnce = new ArrayList<>();
        List<String> said = new ArrayList<>();
        while (saidAtOnce.size() < 30) {
            rig.tick(100);
            List<String> now =
                    statuses.readKeyValuesToList().stream().map(one -> one.key).toList();
            saidAtOnce.add(now.size());
            said.addAll(now);
        }
        saidAtOnce.removeIf(count -> count == 0);
        assertThat(saidAtOnce).containsExactly(100, 100, 50);
        assertThat(said).containsExactlyInAnyOrderElementsOf(ids.subList(2, 252));
    }

    @Test
    void afterAStartTheyWaitSinceTheyWereWrittenOrSinceTheirLastCall() throws Exception {
        rig.request("failed");
        ApiCall call = rig.call();
        rig.answered(call, 500);
        List.of("in flight", "never called").forEach(rig::request);
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.tick(200);
        rig.beginAnew();
        statuses.readKeyValuesToList();

        rig.tick(2_200);
        Map<String, Long> since = new HashMap<>();
        statuses.readKeyValuesToList()
                .forEach(one -> since.put(
                        one.key, rig.topics.requestStatus().read(one.value).getSince()));
        assertThat(since)
                .isEqualTo(
                        Map.of("failed", call.getNotBefore() + 5, "never called", SchedulerRig.START.toEpochMilli()));
    }
}
