package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice broker} as a process. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BrokerVerbTest {
    @TempDir
    private Path folder;

    @Test
    void aBrokerByItselfKeepsItsTopicsOverARestart() throws Exception {
        try (Program broker = broker("first");
                Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
            broker.signal("TERM");
            assertThat(broker.await()).isZero();
        }
        try (Program broker = broker("second");
                Admin admin = admin(broker)) {
            assertThat(admin.describeTopics(List.of("kept"))
                            .allTopicNames()
                            .get()
                            .get("kept")
                            .partitions())
                    .hasSize(3);
        }
    }

    private Program broker(String name) throws IOException {
        return Program.sluice(
                folder,
                name,
                "broker",
                "--listen",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString());
    }

    private static Admin admin(Program broker) throws IOException {
        String ready = broker.line();
        assertThat(ready).as(broker.err()).startsWith("ready bootstrap=127.0.0.1:");
        return Admin.create(Map.of("bootstrap.servers", ready.substring(ready.indexOf('=') + 1)));
    }
}
