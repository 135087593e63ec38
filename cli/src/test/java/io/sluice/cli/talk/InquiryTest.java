package io.sluice.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.Result;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class InquiryTest {
    @Test
    void aResponseThatNamesTheLastTenCallsMayHaveHadMore() {
        assertThat(answeredAfter(1)).contains(" after 1 call and ");
        assertThat(answeredAfter(9)).contains(" after 9 calls and ");
        assertThat(answeredAfter(10)).contains(" after 10 calls or more and ");
    }

    @Test
    void whoIsBeingCalledStandsInNoLine() throws IOException {
        RequestStatus status = RequestStatus.newBuilder()
                .setRequestId("a")
                .setProvider("api")
                .setEndpoint("other")
                .setReason("budget")
                .setLimit("hourly")
                .setScopeKey("")
                .setLane("api/other/any")
                .setTicket(1)
                .setSince(1_000)
                .build();
        Inquiry called = Inquiry.called(status, 3_000);
        assertThat(called.sentence())
                .startsWith("a is being called; it waited since ")
                .endsWith(", last for budget: limit hourly of the whole provider");
        assertThat(new ObjectMapper().readTree(called.json()).at("/state").asText())
                .isEqualTo("calling");
    }

    private static String answeredAfter(int calls) {
        CallSummary call = CallSummary.newBuilder()
                .setAt(1)
                .setCredential("alice")
                .setOutcome("transient")
                .setMs(5)
                .build();
        ApiResponse response = ApiResponse.newBuilder()
                .setRequestId("a")
                .setProvider("api")
                .setResult(Result.GAVE_UP)
                .setCalls(Collections.nCopies(calls, call))
                .setRequestedAt(1_000)
                .setCompletedAt(2_000)
                .setWaitedMs(1_000)
                .build();
        return Inquiry.answered(response, 3_000).sentence();
    }
}
