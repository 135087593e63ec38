package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A record that the task fails at again and again does not keep it from the records behind. */
class SetAsideTest extends WithRig {
    @Test
    void aRequestThatTheTaskFailsAtTwiceIsRejectedAndSetAside() throws Exception {
        rig.answeredUnreadably("a");
        for (int time = 1; time <= 2; time++) {
            rig.beginAnew();
            assertThatThrownBy(this::theSameAgain).hasCauseInstanceOf(UnreadableRecordException.class);
        }
        rig.beginAnew();
        theSameAgain();
        ApiResponse response = rig.response();
        assertThat(response.getRequestId()).isEqualTo("a");
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReason()).startsWith("the scheduler failed at this record: ");
        assertThat(rig.out(rig.topics.deadLetters()).readValue()).isEqualTo(SchedulerRig.json("a"));
    }

    /** One record, read once more after each fault; by its origin, since each record that the driver pipes is another one. */
    private void theSameAgain() {
        TestRecord<String, byte[]> record = new TestRecord<>("api", SchedulerRig.json("a"));
        record.headers()
                .add("sluice-origin", ("0 7 " + rig.now() + " sluice.requests").getBytes(StandardCharsets.UTF_8));
        rig.in(rig.topics.forwarded()).pipeInput(record);
    }
}
