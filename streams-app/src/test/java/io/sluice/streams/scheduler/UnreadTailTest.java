package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart restores the waiting room up to the committed offset; what was written behind it is read only then. */
class UnreadTailTest {
    private SchedulerRig rig;
    private TestOutputTopic<String, byte[]> waits;

    @BeforeEach
    void start(@TempDir Path state) {
        rig = new SchedulerRig(state, 1);
        waits = rig.out(rig.topics.retriesBudget());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aFileReplacedBeforeTheTailIsReadBringsNobodyBackWhoIsInFlight() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        byte[] parked = parked("c");
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readValuesToList();
        ApiCall inFlight = rig.nextCall();
        assertThat(inFlight.getRequestId()).isEqualTo("c");
        rig.beginAnew(() -> {
            rig.restored(Nodes.BUDGET_WAITS, "c", parked);
            rig.write(rig.topics.providers(), "api", """
                    {"provider":"api","baseUrl":"http://127.0.0.1:1",
                     "limits":[{"name":"acc","scope":["account"],"quota":9,"per":"3s","window":"first-call"}]}""");
            rig.in(rig.topics.retriesBudget()).pipeInput("c", (byte[]) null);
        });
        rig.tick(5_000);
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.answered(inFlight, 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        assertThat(rig.responses.isEmpty()).isTrue();
    }

    @Test
    void aRequestIsPutBackUntilTheTailIsRead() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.beginAnew(() -> rig.request("d"));
        assertThat(rig.out(rig.topics.forwarded()).readRecordsToList())
                .singleElement()
                .satisfies(record -> assertThat(new String(
                                record.headers().lastHeader("sluice-origin").value(), StandardCharsets.UTF_8))
                        .isEqualTo("0 3 sluice.requests"));
        assertThat(List.of(rig.nextCall(), rig.nextCall()))
                .extracting(ApiCall::getRequestId)
                .containsExactly("c", "d");
    }

    @Test
    void aRepeatedIdIsRecognisedWhileThoseThatWaitAreBroughtBack() {
        for (int i = 0; i < 1_100; i++) {
            rig.request("r" + i);
        }
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readValuesToList();
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"acc","scope":["account"],"quota":3,"per":"3s","window":"first-call"}]}""");
        rig.requests.pipeInput(
                "api", "{\"id\":\"r1090\",\"provider\":\"api\",\"path\":\"/other\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(rig.response().getReasonCode()).isEqualTo("id-reused");
    }

    /** What the retry topic holds of a request that waits. */
    private byte[] parked(String id) {
        return waits.readRecordsToList().stream()
                .filter(record -> id.equals(record.key()) && record.value() != null)
                .map(TestRecord::value)
                .findFirst()
                .orElseThrow();
    }
}
