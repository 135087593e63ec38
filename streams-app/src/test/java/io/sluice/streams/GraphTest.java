package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.observer.ObserverTopology;
import io.sluice.streams.scheduler.Monitor;
import io.sluice.streams.scheduler.RestoredLogs;
import io.sluice.streams.scheduler.SchedulerConfig;
import io.sluice.streams.scheduler.SchedulerTopology;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** The graphs as they are described. Names of stores are names of changelogs: a renamed one loses its contents. */
class GraphTest {
    @Test
    void theSchedulersGraphIsTheOneThatIsDescribed() throws IOException {
        check(
                SchedulerTopology.build(new SchedulerConfig(
                        Topics.json("sluice."),
                        1,
                        Settings.DEFAULT,
                        names -> Map.of(),
                        new Monitor(),
                        new RestoredLogs())),
                "/scheduler-topology.txt");
    }

    @Test
    void theObserversGraphIsTheOneThatIsDescribed() throws IOException {
        check(ObserverTopology.build(Topics.json("sluice.")), "/observer-topology.txt");
    }

    private static void check(Topology graph, String golden) throws IOException {
        try (InputStream file = GraphTest.class.getResourceAsStream(golden)) {
            String expected = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(lines(graph.describe().toString())).isEqualTo(lines(expected));
        }
    }

    /** Nodes and stores are described in no order: lines, and the names in a line, are sorted. */
    private static String lines(String text) {
        return text.lines()
                .map(line -> Arrays.stream(line.strip().split("[\\s,\\[\\]()]+"))
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .filter(line -> !line.isBlank())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
