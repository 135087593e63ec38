package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.serde.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A directory whose stores tell of one cluster's budgets and answers is not for another. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtherClusterTest {
    @TempDir
    private Path folder;

    private EmbeddedBroker first;
    private EmbeddedBroker second;

    @BeforeEach
    void start() {
        first = broker("first");
        second = broker("second");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aSchedulersDirectoryIsRefusedThereAndStillGoodHere() throws Exception {
        Path data = folder.resolve("scheduler");
        startScheduler(data);

        refused(data, "scheduler", "--data", data.toString());

        startScheduler(data);
    }

    @Test
    void anObserversDirectoryIsRefusedThere() throws Exception {
        Path data = folder.resolve("observer");
        Roles.observer(remote().cluster(RoleTopics::ofObserver), data).close();

        refused(data, "observer", "--data", data.toString());
    }

    @Test
    void theDirectoryOfAnInstallationIsRefusedThere() throws Exception {
        Path data = folder.resolve("up");
        startScheduler(data.resolve("scheduler"));

        refused(data.resolve("scheduler"), "up", "--data", data.toString());
    }

    @Test
    void aDirectoryOfAnOlderVersionBelongsToTheClusterWhereItIsUsedNext() throws Exception {
        Path data = folder.resolve("scheduler");
        startScheduler(data);
        Files.delete(data.resolve("cluster-id"));
        startScheduler(data);

        refused(data, "scheduler", "--data", data.toString());
    }

    private void startScheduler(Path data) throws Exception {
        try (Role scheduler =
                Roles.scheduler(remote().cluster(RoleTopics::ofScheduler), data, Settings.DEFAULT, Clock.anchored())) {
            assertThat(scheduler.failure().toCompletableFuture()).isNotCompletedExceptionally();
        }
    }

    private Remote remote() {
        return new Remote(first.bootstrap(), "", Format.JSON, "sluice.", CommandConfig.of(null));
    }

    /** A verb on the second cluster. */
    private void refused(Path data, String... verb) {
        List<String> line = new ArrayList<>(List.of(verb));
        line.addAll(List.of("--format", "json", "--bootstrap", second.bootstrap()));
        Verbs.refused(
                "data directory " + data + " was begun on another cluster; give another with --data",
                Verbs.execute(line.toArray(String[]::new)));
    }

    private EmbeddedBroker broker(String name) {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve(name)));
        assertThat(Main.commandLine()
                        .execute("topics", "create", "--format", "json", "--bootstrap", broker.bootstrap()))
                .isZero();
        return broker;
    }
}
