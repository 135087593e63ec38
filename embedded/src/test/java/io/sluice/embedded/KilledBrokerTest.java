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
    /** How much longer than a start after a clean stop it may take: 9 s with Kafka's default session time-out. */
    private static final Duration SURPLUS = Duration.ofSeconds(6);

    @TempDir
    private Path directory;

    @TempDir
    private Path empty;

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
        timeToStart(empty); // loads classes
        Duration ordinary = timeToStart(empty);
        Instant begun = Instant.now();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            assertThat(Duration.between(begun, Instant.now())).isLessThan(ordinary.plus(SURPLUS));
            Records records = new Records(broker.bootstrap());
            assertThat(records.offsets())
                    .as("what a group has committed, from the first answer on")
                    .containsExactly((long) BrokerProcess.COMMITS);
            assertThat(records.committed(2)).containsExactly("first", "second");

            records.commit("after");
            assertThat(records.committed(3))
                    .as("readable once the dead producer's transaction is aborted")
                    .containsExactly("first", "second", "after");
        }
    }

    private static Duration timeToStart(Path directory) {
        Instant begun = Instant.now();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            assertThat(broker.bootstrap()).isNotEmpty();
            return Duration.between(begun, Instant.now());
        }
    }
}
