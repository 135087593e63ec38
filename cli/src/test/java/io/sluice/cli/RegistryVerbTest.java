package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice registry} as a process. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RegistryVerbTest {
    @TempDir
    private Path folder;

    @Test
    void aRegistryByItselfKeepsItsSchemasOverARestart() throws Exception {
        ApiRequest request;
        byte[] written;
        try (Program registry = registry("first")) {
            Topic<ApiRequest> topic = requests(registry);
            request = ApiRequest.newBuilder().setProvider("api").setPath("/").build();
            written = topic.serde().serializer().serialize(topic.name(), request);
            registry.signal("TERM");
            assertThat(registry.await()).isZero();
        }
        try (Program registry = registry("second")) {
            Topic<ApiRequest> topic = requests(registry);
            assertThat(topic.serde().deserializer().deserialize(topic.name(), written))
                    .isEqualTo(request);
        }
    }

    private Program registry(String name) throws IOException {
        return Program.sluice(
                folder,
                name,
                "registry",
                "--listen",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString());
    }

    private static Topic<ApiRequest> requests(Program registry) throws IOException {
        String ready = registry.line();
        assertThat(ready).as(registry.err()).startsWith("ready registry=http://127.0.0.1:");
        String url = ready.substring(ready.indexOf('=') + 1);
        return Topics.avro("sluice.", Map.of("schema.registry.url", url)).requests();
    }
}
