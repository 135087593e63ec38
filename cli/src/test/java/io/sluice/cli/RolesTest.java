package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import io.sluice.cli.engine.Publisher;
import io.sluice.cli.engine.Reader;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.scheduler.Partitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The roles as real processes on one broker with four partitions, and what happens when one is killed or stopped under load:
 * four providers, one for each partition, each with 30 calls per 2 s.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RolesTest {
    private static final int PARTITIONS = 4;
    private static final int REQUESTS = 600;
    private static final int A_FIFTH = REQUESTS / 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Integer> responses = new HashMap<>();
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private Topics topics;
    private DemoApi api;
    private Admin admin;
    private Reader reader;

    @BeforeEach
    void start() throws Exception {
        broker = opened(
                EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).partitions(PARTITIONS)));
        registry = opened(EmbeddedRegistry.start(RegistrySettings.in(folder.resolve("registry"))));
        topics = Topics.avro("sluice.", Map.of("schema.registry.url", registry.url()));
        api = opened(DemoApi.start());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(provider(partition));
        }
        assertThat(Main.commandLine()
                        .execute(arguments("topics", "create", "--partitions", "4", "--replication-factor", "1")))
                .isZero();
        admin = opened(Admin.create(client()));
        reader = opened(new Reader(client()));
        reader.fromStart(List.of(topics.responses().name()));
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void aSchedulerThatWasStoppedAndComesBackSpendsNoSlotTwice() throws Exception {
        Program first = role("scheduler", "first");
        caller("caller");
        send();
        awaitResponses(A_FIFTH);
        assertThat(ownedBy("first")).hasSize(PARTITIONS);
        first.signal("STOP");
        role("scheduler", "second");
        until("the second owns all", () -> ownedBy("second").size() == PARTITIONS);
        int before = responses.size();
        assertThat(before).isLessThan(REQUESTS - 2 * A_FIFTH);
        awaitResponses(before + A_FIFTH);
        assertThat(responses.size()).isLessThan(REQUESTS - A_FIFTH / 2);
        first.signal("CONT");
        awaitResponses(REQUESTS);
        noneIsRefusedAndEachIsCalledOnce();
    }

    @Test
    void aSchedulerThatIsKilledIsReplacedByAnother() throws Exception {
        Program first = role("scheduler", "first");
        caller("caller");
        send();
        awaitResponses(A_FIFTH);
        assertThat(ownedBy("first")).hasSize(PARTITIONS);
        first.close();
        assertThat(responses.size()).isLessThan(REQUESTS - A_FIFTH);
        role("scheduler", "second");
        until("the second owns all", () -> ownedBy("second").size() == PARTITIONS);
        awaitResponses(REQUESTS);
        noneIsRefusedAndEachIsCalledOnce();
    }

    @Test
    void aCallerThatIsKilledIsReplacedAndNothingIsRefused() throws Exception {
        role("scheduler", "scheduler");
        Program first = caller("first");
        send();
        awaitResponses(A_FIFTH);
        first.close();
        caller("second");
        awaitResponses(REQUESTS);
        assertThat(api.refused()).isZero();
        assertThat(responses.values()).containsOnly(1);
    }

    private void noneIsRefusedAndEachIsCalledOnce() {
        assertThat(api.refused()).isZero();
        assertThat(api.eachAnsweredOnce(REQUESTS)).isTrue();
        assertThat(responses.values()).containsOnly(1);
    }

    /** The provider whose budgets the task of a partition owns. */
    private static String provider(int partition) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> "demo" + number)
                .filter(name -> Partitions.of(name, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private void write(String provider) throws IOException {
        Files.createDirectories(folder.resolve("providers"));
        Files.createDirectories(folder.resolve("credentials"));
        Files.writeString(folder.resolve("providers").resolve(provider + ".yaml"), """
                provider: %s
                baseUrl: http://127.0.0.1:%d
                limits:
                  - { name: per-account, scope: [account], quota: 30, per: 2s, window: first-call }
                """.formatted(provider, api.port()));
        Files.writeString(
                folder.resolve("credentials").resolve(provider + ".yaml"),
                "- { id: alice, provider: %1$s, secret: { value: token-of-%1$s } }%n".formatted(provider));
    }

    private void send() {
        List<String> providers =
                IntStream.range(0, PARTITIONS).mapToObj(RolesTest::provider).toList();
        try (Publisher publisher = new Publisher(client(), topics, PARTITIONS)) {
            for (int item = 0; item < REQUESTS; item++) {
                String provider = providers.get(item % PARTITIONS);
                ApiRequest request = ApiRequest.newBuilder()
                        .setId("item-" + item)
                        .setProvider(provider)
                        .setPath("/items/" + item)
                        .build();
                publisher.send(topics.requests(), provider, provider, request);
            }
            publisher.flush();
        }
    }

    private void awaitResponses(int number) {
        until(number + " responses", () -> responses.size() >= number);
    }

    /** Reads responses until something holds. */
    private void until(String what, BooleanSupplier holds) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            reader.poll(50).forEach(record -> responses.merge(Reader.key(record), 1, Integer::sum));
            assertThat(System.nanoTime())
                    .as("%s; there are %d responses", what, responses.size())
                    .isLessThan(giveUp);
        }
    }

    /** Partitions of requests that the group's coordinator has given to a scheduler. */
    private Set<Integer> ownedBy(String name) {
        try {
            Path id = folder.resolve(name).resolve("instance-id");
            String instance = Files.exists(id) ? Files.readString(id).strip() : "not started";
            return members().stream()
                    .filter(member -> member.groupInstanceId().orElse("").startsWith(instance))
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .filter(partition ->
                            partition.topic().equals(topics.requests().name()))
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collection<MemberDescription> members() {
        KafkaFuture<ConsumerGroupDescription> group = admin.describeConsumerGroups(List.of("sluice.scheduler"))
                .describedGroups()
                .get("sluice.scheduler");
        try {
            return group.get().members();
        } catch (ExecutionException notYetThere) {
            return List.of();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Program caller(String name) throws IOException {
        return role(
                "caller",
                name,
                "--keys",
                folder.resolve("keys").toString(),
                "--providers",
                folder.resolve("providers").toString(),
                "--credentials",
                folder.resolve("credentials").toString());
    }

    private Program role(String verb, String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(arguments(verb, "--data", folder.resolve(name).toString())));
        command.addAll(List.of(more));
        return opened(Program.sluice(folder, name, command.toArray(String[]::new)));
    }

    private String[] arguments(String... given) {
        List<String> arguments = new ArrayList<>(List.of(given));
        arguments.addAll(List.of("--bootstrap", broker.bootstrap(), "--registry", registry.url()));
        return arguments.toArray(String[]::new);
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
