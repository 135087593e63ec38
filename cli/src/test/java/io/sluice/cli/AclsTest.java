package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.access.Grants;
import io.sluice.cli.access.Layout;
import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Definitions;
import io.sluice.cli.engine.Reader;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSecurity;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.tools.AclCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three roles and a program, each a principal of its own, on a broker where nothing is allowed but what the printed commands
 * allow.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AclsTest {
    private static final int REQUESTS = 20;

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Guarded guarded;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        RecordingAuthorizer.forget();
        BrokerSecurity withAcls = BrokerSecurity.scram(Guarded.USERS).withAcls(Set.of("admin"));
        Map<String, String> properties = new HashMap<>(withAcls.properties());
        properties.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        guarded = opened(
                Guarded.inTheClear(folder, new BrokerSecurity(withAcls.protocol(), withAcls.users(), properties)));
        admin = opened(Admin.create(guarded.remote("admin").client()));
        assertThat(guarded.say("admin", "topics", "create", "--partitions", "1", "--replication-factor", "1"))
                .contains("sluice.requests", "sluice.scheduler-answers-changelog");
        List<String> commands = guarded.say("admin", "topics", "create", "--dry-run", "--acls").stream()
                .filter(line -> line.startsWith("kafka-acls.sh "))
                .toList();
        assertThat(commands).hasSizeLessThan(25);
        commands.forEach(AclsTest::kafkaAcls);
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void underThePrintedAclsRequestsAreAnsweredAndMetricsMade() throws Exception {
        scheduler();
        caller();
        observer();
        Remote remote = guarded.remote("program");
        GuardedProgram program = opened(new GuardedProgram(remote.client()));
        program.send(REQUESTS);
        assertThat(program.awaitResponses(REQUESTS, remote.topics())).containsOnly("OK");
        assertThat(guarded.api().eachAnsweredOnce(REQUESTS)).isTrue();
        awaitRecords("sluice.metrics.endpoints", "sluice.metrics.credentials");
        assertThat(guarded.say("operator", "credentials", "list")).anyMatch(line -> line.contains("alice"));
        assertThat(guarded.say("operator", "why", "item-1")).anyMatch(line -> line.contains("was answered OK"));
        assertThat(guarded.say("operator", "call", "demo", "GET", "/items/again"))
                .containsExactly("{\"item\":\"/items/again\"}");

        for (String principal : Guarded.USERS.keySet()) {
            assertThat(RecordingAuthorizer.deniedTo("User:" + principal)).isEmpty();
        }
        assertThat(unused()).as("of no use in this story").allMatch(acl -> acl.startsWith("WRITE"));
    }

    @Test
    void aSchedulerThatLacksARightEndsAndSaysWhich() throws Exception {
        for (AclBinding acl : acls("User:scheduler")) {
            if (isAKindOfItsOwn(acl)) {
                endsWithout(acl, this::scheduler);
            }
        }
    }

    @Test
    void aCallerThatLacksARightEndsAndSaysWhich() throws Exception {
        scheduler();
        for (AclBinding acl : acls("User:caller")) {
            endsWithout(acl, this::caller);
        }
    }

    /** Rights to write what is rarely written are missed when it is. */
    private static boolean isAKindOfItsOwn(AclBinding acl) {
        return acl.pattern().resourceType() != ResourceType.TOPIC
                || acl.entry().operation() == AclOperation.READ
                || Set.of("sluice.outcomes", "sluice.retries.budget", "sluice.scheduler-")
                        .contains(acl.pattern().name());
    }

    private void endsWithout(AclBinding acl, Starter role) throws Exception {
        admin.deleteAcls(List.of(acl.toFilter())).all().get();
        try {
            assertThatThrownBy(() -> {
                        try (Role started = role.start()) {
                            started.failure().toCompletableFuture().get(60, TimeUnit.SECONDS);
                        }
                    })
                    .as("without %s", acl)
                    .satisfies(trouble -> assertThat(KafkaTrouble.usersMessage(trouble))
                            .contains("the broker does not allow it: ")
                            .hasLineCount(1));
        } finally {
            admin.createAcls(List.of(acl)).all().get();
        }
    }

    private interface Starter {
        Role start() throws Exception;
    }

    private Role scheduler() throws Exception {
        Cluster cluster = guarded.remote("scheduler").cluster(RoleTopics::ofScheduler);
        return opened(Roles.scheduler(cluster, folder.resolve("scheduler"), Settings.DEFAULT, Clock.anchored()));
    }

    private Role observer() throws Exception {
        Cluster cluster = guarded.remote("observer").cluster(RoleTopics::ofObserver);
        return opened(Roles.observer(cluster, folder.resolve("observer")));
    }

    private Role caller() throws Exception {
        Cluster cluster = guarded.remote("caller").cluster(RoleTopics::ofCaller);
        Path keys = folder.resolve("keys");
        Definitions definitions = new Definitions(
                ProviderFiles.load(List.of(folder.resolve("api.yaml").toString())),
                CredentialFiles.load(List.of(folder.resolve("me.yaml").toString())));
        Role caller = opened(Roles.caller(
                cluster,
                folder.resolve("caller"),
                Set.of("default"),
                keys,
                ReferenceRules.none(),
                definitions,
                Clock.anchored()));
        Roles.write(cluster, definitions, keys);
        return caller;
    }

    private void awaitRecords(String... topics) throws IOException {
        Set<String> empty = new TreeSet<>(List.of(topics));
        try (Reader reader = new Reader(guarded.remote("admin").client())) {
            reader.fromStart(List.of(topics));
            while (!empty.isEmpty()) {
                reader.poll(100).forEach(record -> empty.remove(record.topic()));
            }
        }
    }

    private static List<String> unused() {
        return Stream.of("scheduler", "caller", "observer", "program")
                .flatMap(name -> acls("User:" + name).stream())
                .filter(acl -> !RecordingAuthorizer.wasUsed(acl))
                .map(acl -> acl.entry().operation() + " " + acl.pattern().name())
                .toList();
    }

    private static List<AclBinding> acls(String principal) {
        Layout layout = Layout.of("sluice.", 1, Optional.empty());
        return grants(layout).stream()
                .filter(grants -> grants.principal().equals(principal))
                .map(Grants::acls)
                .flatMap(List::stream)
                .toList();
    }

    /** As the flags are by default. */
    private static List<Grants> grants(Layout layout) {
        return List.of(
                Grants.ofStreams("User:scheduler", layout.scheduler()),
                Grants.ofCaller("User:caller", "sluice.", layout.names()),
                Grants.ofStreams("User:observer", layout.observer()),
                Grants.ofProgram("User:program", "program", layout.names()));
    }

    /** Runs a printed command as Kafka's own tool does. */
    private static void kafkaAcls(String command) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            String[] words = command.split(" ", -1);
            AclCommand.main(List.of(words).subList(1, words.length).toArray(String[]::new));
        } finally {
            System.setOut(before);
        }
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
