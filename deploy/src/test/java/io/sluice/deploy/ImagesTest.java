package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.schemas.ApiRequest;
import java.io.IOException;
import java.net.BindException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;

/** The image as every role, a container each, and a limited API on this machine. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ImagesTest {
    private static final int REQUESTS = 4 * LimitedApi.QUOTA;
    private static final int SOME = LimitedApi.QUOTA / 2;
    private static final int STOP_SECONDS = 45;

    private static Installation installation;
    private static LimitedApi api;
    private static GenericContainer<?> scheduler;
    private static GenericContainer<?> caller;
    private static Reader reader;

    private final Map<String, Integer> responses = new HashMap<>();

    @BeforeEach // not once for all: of a class that is skipped as a whole, Surefire does not say why
    void start() throws Exception {
        LocalImages.require();
        if (caller == null) {
            startAll();
        }
    }

    private static void startAll() throws Exception {
        installation = Installation.start();
        api = api(installation.host());
        reader = new Reader(installation.client());
        reader.fromStart(List.of(installation.topics().responses().name()));
        scheduler = installation.scheduler();
        caller = installation.caller("""
                provider: example
                baseUrl: %s
                endpoints:
                  - { name: brief, match: "* /c/**", timeout: 2s }
                limits:
                  - { name: per-account, scope: [account], quota: %d, per: %ds, window: first-call }
                """.formatted(api.url(), LimitedApi.QUOTA, LimitedApi.WINDOW_SECONDS), """
                - { id: alice, provider: example, secret: { value: token } }
                """);
    }

    private static LimitedApi api(String host) throws IOException {
        try {
            return new LimitedApi(host);
        } catch (BindException e) {
            return abort("skipped: containers of this Docker do not reach this machine at " + host);
        }
    }

    @AfterAll
    static void stop() {
        if (reader != null) {
            reader.close();
        }
        if (installation != null) {
            installation.close();
        }
        if (api != null) {
            api.close();
        }
    }

    @Test
    void aSchedulerThatIsKilledComesBackAndEachRequestIsCalledAndAnsweredOnce() {
        send("s");
        awaitResponses(SOME);
        killAndStartAgain(scheduler);
        awaitResponses(REQUESTS);
        assertThat(responses.values()).hasSize(REQUESTS).containsOnly(1);
        assertThat(api.refused()).isZero();
        assertThat(api.callsByPath().entrySet())
                .filteredOn(called -> called.getKey().startsWith("/s/"))
                .hasSize(REQUESTS)
                .allMatch(called -> called.getValue() == 1);
    }

    @Test
    void aCallerThatIsKilledComesBackAndEachRequestIsAnsweredOnce() {
        send("c");
        awaitResponses(SOME);
        killAndStartAgain(caller);
        awaitResponses(REQUESTS);
        assertThat(responses.values()).hasSize(REQUESTS).containsOnly(1);
        assertThat(api.refused()).isZero();
    }

    @Test
    void aRoleThatIsStoppedLeavesItsGroupAndEndsWithStatusZero() throws Exception {
        docker().stopContainerCmd(scheduler.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        assertThat(exitStatus(scheduler)).isZero();
        try (Admin admin = Admin.create(installation.client())) {
            assertThat(admin.describeConsumerGroups(List.of("sluice.scheduler"))
                            .describedGroups()
                            .get("sluice.scheduler")
                            .get()
                            .members())
                    .isEmpty();
        }
        docker().startContainerCmd(scheduler.getContainerId()).exec();
    }

    @Test
    void aRoleRunsAsAnOrdinaryUserAndItsHeapIsHalfOfTheMemory() throws Exception {
        assertThat(scheduler.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
        assertThat(scheduler
                        .execInContainer(
                                "env",
                                "SLUICE_JAVA_OPTIONS=-XX:MaxRAMPercentage=50 -Xlog:gc+init",
                                "sluice",
                                "--version")
                        .getStdout())
                .contains("Heap Max Capacity: 384M");
    }

    private static void killAndStartAgain(GenericContainer<?> container) {
        docker().killContainerCmd(container.getContainerId()).exec();
        assertThat(exitStatus(container)).isEqualTo(128 + 9);
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    private static int exitStatus(GenericContainer<?> container) {
        return container.getCurrentContainerInfo().getState().getExitCodeLong().intValue();
    }

    private static DockerClient docker() {
        return scheduler.getDockerClient();
    }

    private static void send(String prefix) {
        try (Publisher publisher =
                new Publisher(installation.client(), installation.topics(), Installation.PARTITIONS)) {
            for (int item = 0; item < REQUESTS; item++) {
                ApiRequest request = ApiRequest.newBuilder()
                        .setId(prefix + item)
                        .setProvider("example")
                        .setPath("/" + prefix + "/" + item)
                        .build();
                publisher.send(installation.topics().requests(), "example", "example", request);
            }
            publisher.flush();
        }
    }

    private void awaitResponses(int number) {
        while (responses.size() < number) {
            reader.poll(100).forEach(record -> responses.merge(Reader.key(record), 1, Integer::sum));
        }
    }
}
