package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that another process held, silently, until it was killed. */
final class KilledBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(8); // 9 s and more with Kafka's default session time-out

    @TempDir
    private Path directory;

    @Test
    void theNextStartIsQuickAndFindsWhatWasCommitted() throws Exception {
        try (BrokerProcess process = BrokerProcess.start(directory)) {
            assertThat(process.linesUntilReady())
                    .as("all that it printed, with stderr")
                    .containsExactly("ready");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessage("data directory " + directory + " is in use by process " + process.pid());
            process.kill();
        }
        Instant killed = Instant.now();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            Records records = new Records(broker.bootstrap());
            assertThat(records.committed(2)).containsExactly("first", "second");
            assertThat(Duration.between(killed, Instant.now())).isLessThan(SOON);

            records.commit("after");
            assertThat(records.committed(3))
                    .as("readable once the dead producer's transaction is aborted")
                    .containsExactly("first", "second", "after");
        }
    }
}
