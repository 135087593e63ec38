package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphTest {
    /** Names of stores are names of changelogs: a renamed one loses its contents. */
    @Test
    void theGraphIsTheOneThatIsDescribed() throws IOException {
        String graph = SchedulerTopology.build(new SchedulerConfig(Topics.json("sluice."), 1, Settings.DEFAULT))
                .describe()
                .toString();
        try (InputStream golden = GraphTest.class.getResourceAsStream("/topology.txt")) {
            String expected = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(lines(graph)).isEqualTo(lines(expected));
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
