package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.access.Layout;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTopicsTest {
    private static final Topic<?> CALLS = Topics.json("sluice.").calls();

    @TempDir
    Path folder;

    @Test
    void aTopicThatTheBrokerDoesNotKnowYetIsAskedForAgainForAWhile() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder))) {
            Remote remote = new Remote(broker.bootstrap(), "", Format.JSON, "sluice.", CommandConfig.of(null));
            assertThatThrownBy(() -> remote.partitions(CALLS)).hasMessageContaining("sluice topics create makes them");

            FutureTask<Integer> asking = new FutureTask<>(() -> remote.partitions(CALLS));
            Thread thread = new Thread(asking);
            thread.start();
            while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            remote.create(Layout.of("sluice.", 3, Optional.empty()));

            assertThat(asking.get()).isEqualTo(3);
        }
    }
}
