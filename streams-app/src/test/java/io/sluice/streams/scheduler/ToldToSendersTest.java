package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sent a record learns what became of it, also where nothing was called. */
class ToldToSendersTest extends WithRig {
    @Test
    void whoWaitsForAnUnknownProviderIsToldForWhatAndUntilWhen() {
        TestOutputTopic<String, byte[]> statuses = rig.out(rig.topics.requestStatus());
        rig.write(rig.topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"" + unknown() + "\",\"path\":\"/\"}");
        RequestStatus status = rig.topics.requestStatus().read(statuses.readValue());
        assertThat(status.getRequestId()).isEqualTo("a");
        assertThat(status.getReason()).isEqualTo("unknown-provider");
        assertThat(status.getUntil()).isEqualTo(rig.now() + Unknown.PATIENCE);

        rig.tick(6_000);
        assertThat(rig.response().getReasonCode()).isEqualTo("unknown-provider");
        assertThat(statuses.readRecord().value()).isNull();
    }

    @Test
    void theEndpointIsToldOfARequestThatWasCancelledWhileItWaited() {
        rig.request("a");
        rig.request("b");
        rig.request("waits");
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"waits\"}");
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.CANCELLED);
        assertThat(response.getEndpoint()).isEqualTo("other");
    }

    @Test
    void whoGaveUpIsToldTheLastStatusThoughTheLastCallsWereNotAnswered() {
        rig.request("a");
        rig.answered(rig.call(), 500);
        while (rig.responses.isEmpty()) {
            rig.notSent(rig.nextCall(), "connection refused");
        }
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.GAVE_UP);
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void theTombstoneOfNoCredentialIsADeadLetter() {
        assertThat(deadLetter(rig.topics.credentials(), "alice", null))
                .isEqualTo("a tombstone of no credential: its key is expected to be provider:credential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "credential"})
    void aRequestThatNamesWhatNoNameIsIsRejectedAndADeadLetter(String field) {
        String record = "{\"provider\":\"api\",\"path\":\"/\",\"context\":\"mine\",\"" + field + "\":\"alice smith\"}";
        assertThat(deadLetter(rig.topics.requests(), "api", record))
                .startsWith("field '" + field + "' is 'alice smith', expected a name");
        ApiResponse response = rig.response();
        assertThat(response.getReasonCode()).isEqualTo("bad-request");
        assertThat(response.getContext()).isEqualTo("mine");
    }

    @Test
    void aCancellationOfWhatNoProviderIsIsADeadLetter() {
        String record = "{\"provider\":\"no name!\",\"requestId\":\"a\"}";
        assertThat(deadLetter(rig.topics.cancellations(), "api", record))
                .isEqualTo("field 'provider' of a cancellation is 'no name!', expected the name of a provider");
    }

    /** Why a record was set aside. */
    private String deadLetter(Topic<?> topic, String key, @Nullable String value) {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.in(topic).pipeInput(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        TestRecord<String, byte[]> letter = dead.readRecord();
        return new String(letter.headers().lastHeader("sluice-error").value(), StandardCharsets.UTF_8);
    }

    /** A provider of the same partition whose file never comes. */
    private static String unknown() {
        String name = "nobody";
        while (Partitions.of(name, 2) != Partitions.of("api", 2)) {
            name += "0";
        }
        return name;
    }
}
