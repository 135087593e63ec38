package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.http.RawServer;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.OutcomeKind;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A caller that is killed with its calls in flight, and its successor. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledCallerTest {
    @TempDir
    Path folder;

    @Test
    void theSuccessorGoesOnAtTheCommittedOffsetAndMakesNoCallASecondTime() throws Exception {
        CountDownLatch firstIsDead = new CountDownLatch(1);
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
                Pipeline pipeline = new Pipeline(broker, folder, "killed.");
                OutcomeReader outcomes = pipeline.outcomes();
                RawServer server = new RawServer(connection -> {
                    while (connection.readHead()) {
                        await(firstIsDead);
                        connection.write("HTTP/1.1 204 No Content\r\n\r\n");
                    }
                })) {
            pipeline.credential(server.origin("http"), "hunter2");
            Process first = CallerProcess.start(
                    "c1", pipeline, folder.resolve("first.log").toFile());
            outcomes.awaitPlaces("c1", CallerSettings.DEFAULT_PLACES);
            order(pipeline, server, "in-flight", 20);
            server.awaitHeads(20);

            first.destroyForcibly().waitFor();
            firstIsDead.countDown();
            order(pipeline, server, "after", 20);
            try (HttpCaller second = pipeline.start(pipeline.settings("c1").asStaticMember())) {
                for (int i = 0; i < 20; i++) {
                    assertThat(outcomes.of("after" + i).getKind()).isEqualTo(OutcomeKind.ANSWERED);
                }
                assertThat(second.failure().toCompletableFuture()).isNotDone();
            }
            assertThat(server.heads()).hasSize(40).doesNotHaveDuplicates();
        }
    }

    private static void order(Pipeline pipeline, RawServer server, String name, int number) throws Exception {
        for (int i = 0; i < number; i++) {
            String id = name + i;
            pipeline.call(
                    i % Pipeline.PARTITIONS,
                    Calls.to(server.origin("http") + "/" + id, id, System.currentTimeMillis() + 60_000));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
