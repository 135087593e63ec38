package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that another process held, silently, until it was killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class KilledBrokerTest {
    @TempDir
    private Path directory;

    @Test
    void theNextStartFindsWhatWasCommitted() throws Exception {
        try (BrokerProcess process = BrokerProcess.start(directory)) {
            assertThat(process.linesUntilReady())
                    .as("all that it printed, with stderr")
                    .containsExactly("ready");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessage("data directory " + directory + " is in use by process " + process.pid());
            process.kill();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
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
}
