package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a registry that did not give a schema is asked again. */
class DeniedSchemasTest extends WithScriptedRegistry {
    @Test
    void anUnansweredQuestionIsAskedAgainAfterASecond() {
        Registry registry = at(Map.of());
        answers(500, "{\"error_code\":50001,\"message\":\"store\"}");
        assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryAwayException.class);
        answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        nanos.addAndGet(SECOND - 1);
        assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryAwayException.class);
        assertThat(registry.schema(8).getType()).isEqualTo(Schema.Type.STRING);
        nanos.addAndGet(1);
        assertThat(registry.schema(7).getType()).isEqualTo(Schema.Type.STRING);
        server.stop(0);
        assertThat(registry.schema(7).getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void aRegistryThatIsNotThereIsNotAskedForAnythingForASecond() throws IOException {
        Registry registry = at(Map.of());
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryAwayException.class);
        server = serverAt(port);
        answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        assertThatThrownBy(() -> registry.schema(8)).isInstanceOf(RegistryAwayException.class);
        assertThat(authorizations).isEmpty();
        nanos.addAndGet(SECOND);
        assertThat(registry.schema(8).getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    @Timeout(20) // the client's own would be a minute
    void whoReadsDoesNotWaitLongForARegistryThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Registry registry =
                    new Registry(Map.of("schema.registry.url", "http://127.0.0.1:" + silent.getLocalPort()));
            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryAwayException.class);
        }
    }

    @Test
    void timeoutsThatAreConfiguredStay() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Registry registry = new Registry(Map.of(
                    "schema.registry.url",
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "schema.registry.http.read.timeout.ms",
                    "20"));
            long begin = System.nanoTime();
            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryAwayException.class);
            assertThat(System.nanoTime() - begin).isLessThan(2 * SECOND);
        }
    }

    @Test
    void anIdThatARegistryComesToKnowWithinThreeSecondsIsRead() {
        Registry registry = at(Map.of());
        answers(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        for (int second = 0; second < 3; second++) {
            assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnknownSchemaException.class);
            nanos.addAndGet(SECOND);
        }
        assertThat(authorizations).hasSize(3);
        assertThatThrownBy(() -> registry.schema(7)).isExactlyInstanceOf(UnreadableRecordException.class);
        assertThatThrownBy(() -> registry.schema(8)).isInstanceOf(UnknownSchemaException.class);
        answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        nanos.addAndGet(SECOND);
        assertThat(registry.schema(8).getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void onlySoManyIdsAreGivenTimeToBecomeKnown() {
        Denials denials = new Denials(nanos::get);
        for (int id = 0; id < 1_000; id++) {
            assertThat(denials.mayBeBehind(id)).isTrue();
        }
        assertThat(denials.mayBeBehind(1_000)).isFalse();
        assertThat(denials.mayBeBehind(7)).isTrue();
        nanos.addAndGet(61 * SECOND);
        assertThat(denials.mayBeBehind(1_000)).isTrue();
    }
}
