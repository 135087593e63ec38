package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restart restores the waiting room up to the committed offset; what was written behind it is read only then. */
class UnreadTailTest extends WithRig {
    @Override
    int partitions() {
        return 1;
    }

    @Test
    void aRequestIsPutBackUntilTheTailIsRead() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.tick(1);
        rig.beginAnew(() -> rig.request("d"));
        assertThat(rig.out(rig.topics.forwarded()).readRecordsToList())
                .singleElement()
                .satisfies(record -> assertThat(new String(
                                record.headers().lastHeader("sluice-origin").value(), StandardCharsets.UTF_8))
                        .matches("0 3 \\d+ sluice.requests \\d+"));
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
        // the last of them by name, so it is not back yet
        rig.requests.pipeInput(
                "api", "{\"id\":\"r999\",\"provider\":\"api\",\"path\":\"/other\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(rig.response().getReasonCode()).isEqualTo("id-reused");
    }
}
