package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller one of whose threads ends by an error that is no exception. */
class BrokenThreadTest {
    @TempDir
    Path folder;

    @Test
    void itFails() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
                Pipeline pipeline = new Pipeline(broker, folder, "sluice.")) {
            CallerSettings settings = CallerSettings.of(
                    "c1",
                    pipeline.client(),
                    pipeline.prefix(),
                    withoutMemory(Pipeline.topics("sluice.")),
                    SecretSettings.sealedOnly(pipeline.keys()));
            try (HttpCaller caller = pipeline.start(settings)) {
                assertThat(caller.failure().toCompletableFuture())
                        .failsWithin(Duration.ofSeconds(60))
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(OutOfMemoryError.class);
            }
        }
    }

    /** Outcomes for which there is no memory. */
    private static Topics withoutMemory(Topics topics) {
        Topic<SpecificRecord> outcomes = topics.outcomes();
        Topic<SpecificRecord> broken = new Topic<>(
                outcomes.name(),
                Serdes.serdeFrom(
                        (topic, value) -> {
                            throw new OutOfMemoryError("of a test");
                        },
                        outcomes.serde().deserializer()),
                outcomes.compacted());
        return new Topics(
                topics.requests(),
                topics.cancellations(),
                topics.providers(),
                topics.credentials(),
                topics.credentialState(),
                topics.retriesBudget(),
                topics.retriesBackoff(),
                topics.requestStatus(),
                topics.calls(),
                broken,
                topics.responses(),
                topics.errorPatterns(),
                topics.alerts(),
                topics.metricsCredentials(),
                topics.metricsEndpoints(),
                topics.metricsQueues(),
                topics.deadLetters(),
                topics.forwarded());
    }
}
