package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.connectors.secret.SecretVault;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialSinkTest {
    private static final String ALICE = """
            {"id":"alice","provider":"api","secret":{"token":{"env":"ALICE"}}}""";

    private SecretVault vault;
    private CredentialSink sink;
    private long offset;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        vault = new SecretVault(KeyFolder.open(folder), ReferenceRules.none(), List.of(), name -> null);
        sink = new CredentialSink(Topics.json("").credentials(), vault);
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void aLaterRecordOfItsPartitionCountsThoughItsWritersClockIsBehind() {
        take(0, 600_000, ALICE);
        take(0, 1_000, null);
        assertThat(vault.known()).isZero();
    }

    @Test
    void ofTwoPartitionsTheRecordCountsThatWasWrittenLast() {
        take(0, 600_000, ALICE);
        take(1, 1_000, null);
        assertThat(vault.known()).isEqualTo(1);
        take(1, 600_001, null);
        assertThat(vault.known()).isZero();
    }

    private void take(int partition, long timestamp, @Nullable String value) {
        sink.accept(new ConsumerRecord<>(
                "credentials",
                partition,
                offset++,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                "api:alice".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty()));
    }
}
