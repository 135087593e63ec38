package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.Result;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What is said of a request that waits, and taken back. */
class ToldWaitTest extends WithRig {
    @Test
    void aWaitOfMoreThanTwoSecondsSaysForWhatAndUntilWhen() {
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.request("a");
        rig.request("b");
        rig.answered(rig.call(), 200);
        rig.answered(rig.call(), 200);
        rig.request("c");
        TestRecord<String, byte[]> said = statuses.readRecord();
        assertThat(said.key()).isEqualTo("c");
        RequestStatus status = rig.topics.requestStatus().read(said.value());
        assertThat(status.getLimit()).isEqualTo("acc");
        assertThat(status.getScopeKey()).contains("alice");
        assertThat(status.getUntil()).isEqualTo(SchedulerRig.START.toEpochMilli() + 10 + 5 + 3_000);
        rig.tick(3_100);
        rig.answered(rig.call(), 200);
        assertThat(statuses.readRecord().value()).as("a tombstone").isNull();
    }

    @Test
    void aWaitThatWasToldOfIsTakenBackOnceThoughAShorterOneFollowed() {
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        cWaitsLong();
        assertThat(statuses.readRecord().value()).isNotNull();
        rig.answered(rig.nextCall(), 500);
        rig.answered(rig.nextCall(), 200);
        assertThat(statuses.readKeyValuesToList()).containsExactly(KeyValue.pair("c", null));
    }

    @Test
    void aWaitThatWasToldOfIsTakenBackThoughTheTaskBeganAnewAndAShorterOneFollowed() throws Exception {
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        cWaitsLong();
        assertThat(statuses.readRecord().value()).isNotNull();
        rig.tick(1_500);
        rig.beginAnew();
        rig.answered(rig.nextCall(), 500);
        rig.answered(rig.nextCall(), 200);
        assertThat(statuses.readKeyValuesToList()).containsExactly(KeyValue.pair("c", null));
    }

    @Test
    void ofAShortWaitNothingIsSaid() {
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.request("a");
        rig.answered(rig.call(), 500);
        rig.answered(rig.nextCall(), 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        assertThat(statuses.isEmpty()).isTrue();
    }

    private void cWaitsLong() {
        List.of("a", "b").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.request("c");
    }
}
