package io.sluice.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void aSampleBelongsToItsInnermostKnownFrame() {
        assertThat(Part.of(List.of("java.util.HashMap.get", "org.apache.avro.Schema.x", "io.sluice.core.A.b")))
                .isEqualTo("serdes and Avro");
    }

    @Test
    void kafkaClientsAreNotTheBroker() {
        assertThat(Part.of(List.of("org.apache.kafka.clients.producer.KafkaProducer.send")))
                .isEqualTo("Kafka producer");
        assertThat(Part.of(List.of("org.apache.kafka.storage.internals.log.UnifiedLog.append")))
                .isEqualTo("broker");
    }

    @Test
    void whatBelongsToNoPartIsOther() {
        assertThat(Part.of(List.of("java.lang.Thread.run"))).isEqualTo("Java and others");
    }
}
