package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that lie in another partition than their owner's mean what they would mean in the right one. */
class ForwardingTest extends WithRig {
    private long start;

    @BeforeEach
    void prepare() {
        start = rig.now();
    }

    @Test
    void aForwardedCancellationCoversWhatWasRequestedUpToItAndNothingLater() {
        forward(rig.topics.cancellations(), "{\"provider\":\"PROVIDER\",\"batch\":\"nightly\"}", start);
        rig.tick(1_000);
        request("{\"id\":\"late\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}", start + 1);
        assertThat(rig.call().getRequestId()).isEqualTo("late");
        request("{\"id\":\"early\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}", start);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
    }

    @Test
    void aForwardedRequestIsCancelledByWhatWasWrittenAfterIt() {
        rig.in(rig.topics.cancellations())
                .pipeInput("api", bytes("{\"provider\":\"api\",\"requestId\":\"a\"}"), start + 500);
        rig.tick(1_000);
        forward(rig.topics.requests(), "{\"id\":\"a\",\"provider\":\"PROVIDER\",\"path\":\"/\"}", start + 400);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aForwardedRequestHasWaitedSinceItWasWritten() {
        rig.tick(5_000);
        List.of("b", "c").forEach(rig::request);
        forward(
                rig.topics.requests(),
                "{\"id\":\"a\",\"provider\":\"PROVIDER\",\"path\":\"/\",\"maxWaitMs\":3000}",
                start);
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.DEADLINE_PASSED);
        assertThat(response.getRequestedAt()).isEqualTo(start);
    }

    /** The offsets of both topics say nothing of each other. */
    @Test
    void aForwardedRequestStandsBehindThoseThatCameBefore() {
        List.of("a", "b", "c", "d").forEach(rig::request);
        fromElsewhere("e", "1 0 " + start + " sluice.requests");
        assertThat(calledInTurn(5)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aRequestThatWasPutBackKeepsItsPlaceInLine() {
        List.of("a", "b", "c").forEach(rig::request);
        fromElsewhere("e", "0 9 " + start + " sluice.requests 17");
        assertThat(calledInTurn(4)).containsExactly("a", "b", "e", "c");
    }

    @Test
    void aForwardedRecordIsNewToTheTopicThatItGoesThrough() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        rig.tick(5_000);
        rig.in(rig.topics.requests()).pipeInput("k", bytes("{\"provider\":\"elsewhere\",\"path\":\"/\"}"), 7);
        assertThat(forwarded.readRecord().timestamp())
                .as("or it is deleted unread")
                .isEqualTo(rig.now());
    }

    private void fromElsewhere(String id, String origin) {
        TestRecord<String, byte[]> record = new TestRecord<>("k", SchedulerRig.json(id));
        record.headers().add("sluice-origin", bytes(origin));
        rig.in(rig.topics.forwarded()).pipeInput(record);
    }

    private List<String> calledInTurn(int number) {
        List<String> called = new ArrayList<>();
        while (called.size() < number) {
            ApiCall call = rig.nextCall();
            called.add(call.getRequestId());
            rig.answered(call, 200);
        }
        return called;
    }

    /** The task of another partition forwards it; the rig is that task, and then the owner. */
    private void forward(Topic<?> topic, String record, long writtenAt) {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        rig.in(topic).pipeInput("k", bytes(record.replace("PROVIDER", "elsewhere")), writtenAt);
        TestRecord<String, byte[]> sent = forwarded.readRecord();
        rig.in(rig.topics.forwarded())
                .pipeInput(new TestRecord<>(
                        sent.key(),
                        bytes(record.replace("PROVIDER", "api")),
                        sent.headers(),
                        Instant.ofEpochMilli(sent.timestamp())));
    }

    private void request(String record, long writtenAt) {
        rig.in(rig.topics.requests()).pipeInput("api", bytes(record), writtenAt);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
