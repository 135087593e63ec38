package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user takes for otherwise than it is on a cluster of one broker: one line that names the cause. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClusterInputTest {
    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void topicsThatAreThereAreToldAndKeepTheirPartitions() {
        assertThat(create("again.", "--partitions", "2")).isEqualTo(new Verbs.Said(0, "28 topics created\n"));
        Verbs.Said there = new Verbs.Said(0, "all 28 topics are there already\n");
        assertThat(create("again.", "--partitions", "2")).isEqualTo(there);
        assertThat(create("again.")).isEqualTo(there);
        Verbs.refused("the topics have 2 partitions; --partitions 8 changes nothing", create("again.", "--partitions", "8"));
    }

    private static Verbs.Said create(String prefix, String... more) {
        List<String> line = List.of("topics", "create", "--prefix", prefix, "--bootstrap", broker.bootstrap());
        return Verbs.execute(Stream.concat(line.stream(), Stream.of(more)).toArray(String[]::new));
    }
}
