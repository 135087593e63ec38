package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of the roles as processes of their own on one broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RoleProbesTest {
    private static final int REQUESTS = 10;

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws IOException {
        broker =
                EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).partitions(1));
        parts.push(broker);
        parts.push(new Installation(folder));
        assertThat(Main.commandLine()
                        .execute(arguments("topics", "create", "--partitions", "1", "--replication-factor", "1")))
                .isZero();
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void callsThatNoCallerTakesAreSeenAtTheScheduler() throws Exception {
        Admin scheduler = Admin.somewhere();
        role("scheduler", scheduler);
        assertThat(scheduler.await("/readyz", answer -> !answer.equals(Admin.REFUSED)))
                .startsWith("503 {\"ready\":false,\"parts\":[{\"part\":\"scheduler\"");
        Admin caller = Admin.somewhere();
        Program calls = role(
                "caller",
                caller,
                "--providers",
                folder.resolve("provider.yaml").toString(),
                "--credentials",
                folder.resolve("credentials.yaml").toString());
        assertThat(caller.await("/readyz", answer -> !answer.equals(Admin.REFUSED)))
                .startsWith("503 {\"ready\":false,\"parts\":[{\"part\":\"caller\"");
        scheduler.awaitReady();
        caller.awaitReady();
        scheduler.awaitMetric(active -> active == 1, "sluice_credentials", "status=\"active\"");

        try (KafkaProducer<String, String> producer =
                Installation.producer(broker.bootstrap(), "sluice.calls", "sluice.requests")) {
            calls.signal("STOP"); // its places are believed for a few seconds
            Installation.writeTombstone(producer, "sluice.calls");
            Installation.send(producer, REQUESTS, Map.of());
        }
        scheduler.awaitMetric(number -> number == REQUESTS, "sluice_untaken_calls", "egress=\"default\"");
        calls.signal("CONT");
        scheduler.awaitMetric(number -> number == REQUESTS, "sluice_calls_total", "outcome=\"ok\"");
        scheduler.awaitMetric(number -> number == 0, "sluice_untaken_calls", "egress=\"default\"");
        caller.awaitMetric(number -> number > 0, "kafka_producer_record_send_total");
    }

    @Test
    void anObserverIsReadyWhenItsTasksRun() throws Exception {
        Admin observer = Admin.somewhere();
        role("observer", observer);
        observer.awaitReady();
        assertThat(observer.get("/livez"))
                .isEqualTo("200 {\"live\":true,\"parts\":[{\"part\":\"observer\",\"live\":true,\"why\":[]}]}\n");
        observer.awaitMetric(threads -> threads == 1, "kafka_stream_alive_stream_threads");
        assertThat(observer.get("/nothing")).startsWith("404 ");
    }

    @Test
    void rolesWhoseBrokerIsGoneAreNotReadyAndLive() throws Exception {
        Map<String, Admin> roles = new LinkedHashMap<>();
        for (String verb : List.of("scheduler", "observer", "caller")) {
            roles.put(verb, Admin.somewhere());
            role(verb, roles.get(verb));
        }
        for (Admin role : roles.values()) {
            role.awaitReady();
        }
        broker.close();
        for (Admin role : roles.values()) {
            assertThat(role.await("/readyz", answer -> answer.startsWith("503 ")))
                    .contains("no heartbeat has gone to its group's broker for ");
            assertThat(role.get("/livez")).startsWith("200 ");
        }
    }

    private Program role(String verb, Admin admin, String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(arguments(verb, "--data", folder.resolve(verb).toString(), "--admin-port", admin.port())));
        command.addAll(List.of(more));
        Program role = Program.sluice(folder, verb, command.toArray(String[]::new));
        parts.push(role);
        return role;
    }

    private String[] arguments(String... given) {
        List<String> arguments = new ArrayList<>(List.of(given));
        arguments.addAll(List.of("--bootstrap", broker.bootstrap(), "--format", "json"));
        return arguments.toArray(String[]::new);
    }
}
