package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import io.sluice.cli.demo.Sample;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The roles as real processes on one broker, and what happens when one is killed or stopped under load. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RolesTest {
    private static final int A_FIFTH = Sample.REQUESTS / 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Integer> responses = new HashMap<>();
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private DemoApi api;
    private Sample sample;
    private Reader reader;

    @BeforeEach
    void start() throws Exception {
        broker = opened(
                EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).partitions(1)));
        registry = opened(EmbeddedRegistry.start(RegistrySettings.in(folder.resolve("registry"))));
        api = opened(DemoApi.start());
        sample = new Sample(folder, api.port());
        assertThat(Main.commandLine()
                        .execute(arguments("topics", "create", "--partitions", "1", "--replication-factor", "1")))
                .isZero();
        reader = opened(new Reader(client()));
        reader.fromStart(List.of(topics().responses().name()));
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void aSchedulerThatWasStoppedAndComesBackSpendsNoSlotTwice() throws Exception {
        Process first = role("scheduler", "first");
        caller("caller");
        send();
        awaitResponses(A_FIFTH);
        role("scheduler", "second");
        signal(first, "STOP");
        int before = responses.size();
        awaitResponses(before + A_FIFTH);
        signal(first, "CONT");
        awaitResponses(Sample.REQUESTS);
        assertThat(api.refused()).isZero();
        assertThat(api.eachAnsweredOnce(Sample.REQUESTS)).isTrue();
        assertThat(responses.values()).containsOnly(1);
    }

    @Test
    void aCallerThatIsKilledIsReplacedAndNothingIsRefused() throws Exception {
        role("scheduler", "scheduler");
        Process first = caller("first");
        send();
        awaitResponses(A_FIFTH);
        first.destroyForcibly().waitFor();
        caller("second");
        awaitResponses(Sample.REQUESTS);
        assertThat(api.refused()).isZero();
        assertThat(responses.values()).containsOnly(1);
    }

    private void send() throws IOException {
        try (Publisher publisher = new Publisher(client(), topics(), 1)) {
            new RequestFile("sample", sample.requests())
                    .forEach(request -> publisher.send(topics().requests(), "demo", "demo", request));
            publisher.flush();
        }
    }

    private void awaitResponses(int number) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (responses.size() < number) {
            reader.poll(50).forEach(record -> responses.merge(Reader.key(record), 1, Integer::sum));
            assertThat(System.nanoTime())
                    .as("%d of %d responses", responses.size(), number)
                    .isLessThan(giveUp);
        }
    }

    private Process caller(String name) throws IOException {
        return role(
                "caller",
                name,
                "--keys",
                folder.resolve("keys").toString(),
                "--providers",
                folder.resolve("provider.yaml").toString(),
                "--credentials",
                folder.resolve("credentials.yaml").toString());
    }

    private Process role(String verb, String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments(verb, "--data", folder.resolve(name).toString())));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        parts.push(() -> process.destroyForcibly().waitFor());
        return process;
    }

    private String[] arguments(String... given) {
        List<String> arguments = new ArrayList<>(List.of(given));
        arguments.addAll(List.of("--bootstrap", broker.bootstrap(), "--registry", registry.url()));
        return arguments.toArray(String[]::new);
    }

    private static void signal(Process process, String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private Topics topics() {
        return Topics.avro("sluice.", Map.of("schema.registry.url", registry.url()));
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
