package io.sluice.policy.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.ProviderPolicy;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken from a file is taken from the topic that it goes through. */
class ProviderRecordsTest {
    private static final Topic<ProviderPolicy> AVRO =
            Topics.avro("", Map.of("schema.registry.url", "mock://providers")).providers();
    private static final Topic<ProviderPolicy> JSON = Topics.json("").providers();

    @ParameterizedTest
    @MethodSource("io.sluice.policy.file.Samples#providers")
    void aFileIsTheSameBehindItsTopic(String file, @TempDir Path folder) throws IOException {
        Path place = Files.writeString(folder.resolve("p.yaml"), file);
        for (Policy policy : ProviderFiles.load(List.of(place.toString()))) {
            assertSame(throughTopic(AVRO, policy), policy);
            assertSame(throughTopic(JSON, policy), policy);
        }
    }

    private static void assertSame(Policy read, Policy written) {
        assertThat(read.provider()).isEqualTo(written.provider());
        assertThat(read.readings()).isEqualTo(written.readings());
        assertThat(read.auth()).isEqualTo(written.auth());
        assertThat(read.headers()).isEqualTo(written.headers());
        assertThat(read.details()).isEqualTo(written.details());
        assertThat(read.routes()).hasSameSizeAs(written.routes());
    }

    private static Policy throughTopic(Topic<ProviderPolicy> topic, Policy policy) {
        ProviderPolicy record =
                new ProviderPolicy(policy.name(), policy.source().toString());
        byte[] written = topic.serde().serializer().serialize(topic.name(), record);
        ProviderPolicy read = topic.read(written);
        assertThat(read.getProvider()).isEqualTo(policy.name());
        return PolicyReader.read(JsonRecords.tree(read.getFile().getBytes(UTF_8)));
    }
}
