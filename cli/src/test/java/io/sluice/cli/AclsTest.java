package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.access.Grants;
import io.sluice.cli.access.Layout;
import io.sluice.cli.engine.CallerPlan;
import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Definitions;
import io.sluice.cli.engine.Reader;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSecurity;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
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
        Role scheduler = opened(scheduler());
        Role caller = opened(caller());
        opened(observer());
        Remote remote = guarded.remote("program");
        GuardedProgram program = opened(new GuardedProgram(remote.client()));
        program.send(0, REQUESTS);
        assertThat(program.awaitResponses(REQUESTS, remote.topics())).containsOnly("OK");
        awaitRecords("sluice.metrics.endpoints", "sluice.metrics.credentials");

        scheduler.close();
        delete(folder.resolve("scheduler").resolve("state"));
        opened(scheduler());
        caller.close();
        opened(caller()); // which looks up its credentials, as they are there now
        program.send(REQUESTS, 2 * REQUESTS);
        assertThat(program.awaitResponses(REQUESTS, remote.topics())).containsOnly("OK");
        assertThat(guarded.api().eachAnsweredOnce(2 * REQUESTS)).isTrue();
        assertThat(guarded.say("operator", "credentials", "list")).anyMatch(line -> line.contains("alice"));
        assertThat(guarded.say("operator", "why", "item-1")).anyMatch(line -> line.contains("was answered OK"));

        assertThat(Guarded.USERS.keySet())
                .allSatisfy(name ->
                        assertThat(RecordingAuthorizer.deniedTo("User:" + name)).isEmpty());
        assertThat(unused())
                .as("rights of no use in this story")
                .allMatch(acl -> acl.startsWith("WRITE") || acl.equals("READ sluice.observer-"));
    }

    @Test
    void aSchedulerThatLacksARightEndsAndSaysWhich() throws Exception {
        List<AclBinding> acls =
                Grants.ofStreams("User:scheduler", layout().scheduler()).acls();
        // First: who comes back to a group within its session gets its tasks without a look at their topics (KIP-345).
        endsWithout(those(acls, ".*", "TOPIC", "sluice.scheduler-"), this::scheduler);
        endsWithout(those(acls, "READ", "TOPIC", "sluice.outcomes"), this::scheduler);
        endsWithout(those(acls, "WRITE", "TOPIC", "sluice.retries.budget"), this::scheduler);
        endsWithout(those(acls, ".*", "GROUP", ".*"), this::scheduler);
        endsWithout(those(acls, ".*", "TRANSACTIONAL_ID", ".*"), this::scheduler);
    }

    @Test
    void aCallerThatLacksARightEndsAndSaysWhich() throws Exception {
        List<AclBinding> acls =
                Grants.ofCaller("User:caller", "sluice.", layout().names()).acls();
        endsWithout(those(acls, "READ", "TOPIC", "sluice.calls"), this::caller);
        endsWithout(those(acls, "READ", "TOPIC", "sluice.credentials"), this::caller);
        endsWithout(those(acls, "WRITE", "TOPIC", "sluice.credentials"), this::caller);
        endsWithout(those(acls, ".*", "GROUP", ".*"), this::caller);

        Role caller = opened(caller());
        List<AclBinding> outcomes = those(acls, "WRITE", "TOPIC", "sluice.outcomes");
        endsRefused(outcomes, () -> caller);
    }

    @Test
    void aRoleLooksAtTheSettingsThatItMaySee() throws Exception {
        List<AclBinding> acls =
                Grants.ofStreams("User:scheduler", layout().scheduler()).acls();
        List<AclBinding> hidden = those(acls, "DESCRIBE_CONFIGS", "TOPIC", "sluice.(calls|responses)");
        admin.deleteAcls(filters(hidden)).all().get();
        shrink("sluice.responses");
        guarded.remote("scheduler").cluster(RoleTopics::ofScheduler);
        shrink("sluice.alerts");
        assertThatThrownBy(() -> guarded.remote("scheduler").cluster(RoleTopics::ofScheduler))
                .hasMessage("topic sluice.alerts has max.message.bytes=1000, expected 16777216");
    }

    /** Makes a topic refuse large records, and waits until the broker says so. */
    private void shrink(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry small = new ConfigEntry("max.message.bytes", "1000");
        admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(small, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        String told = "";
        while (!told.equals("1000")) {
            told = admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get()
                    .get("max.message.bytes")
                    .value();
        }
    }

    private static List<AclBinding> those(List<AclBinding> acls, String operation, String type, String name) {
        List<AclBinding> those = acls.stream()
                .filter(acl -> acl.entry().operation().name().matches(operation))
                .filter(acl -> acl.pattern().resourceType().name().matches(type))
                .filter(acl -> acl.pattern().name().matches(name))
                .toList();
        assertThat(those).isNotEmpty();
        return those;
    }

    private void endsWithout(List<AclBinding> acls, Starter role) throws Exception {
        endsRefused(acls, role);
        admin.createAcls(acls).all().get();
    }

    /** Kafka's message does not always name what was asked for, so the broker is heard. */
    private void endsRefused(List<AclBinding> missing, Starter role) throws Exception {
        RecordingAuthorizer.forget();
        admin.deleteAcls(filters(missing)).all().get();
        assertThatThrownBy(() -> {
                    try (Role started = role.start()) {
                        started.failure().toCompletableFuture().get(60, TimeUnit.SECONDS);
                    }
                })
                .satisfies(trouble -> assertThat(KafkaTrouble.usersMessage(trouble))
                        .contains("the broker does not allow it: ")
                        .hasLineCount(1));
        assertThat(RecordingAuthorizer.deniedTo(missing.get(0).entry().principal()))
                .isNotEmpty()
                .allMatch(denied -> missing.stream()
                        .map(AclBinding::pattern)
                        .map(right -> "resourceType=" + right.resourceType() + ", name=" + right.name())
                        .anyMatch(denied::contains));
    }

    private static Collection<AclBindingFilter> filters(List<AclBinding> acls) {
        return acls.stream().map(AclBinding::toFilter).toList();
    }

    private interface Starter {
        Role start() throws Exception;
    }

    private Role scheduler() throws Exception {
        Cluster cluster = guarded.remote("scheduler").cluster(RoleTopics::ofScheduler);
        return Roles.scheduler(cluster, folder.resolve("scheduler"), Settings.DEFAULT, Clock.anchored());
    }

    private Role observer() throws Exception {
        Cluster cluster = guarded.remote("observer").cluster(RoleTopics::ofObserver);
        return Roles.observer(cluster, folder.resolve("observer"));
    }

    private Role caller() throws Exception {
        Cluster cluster = guarded.remote("caller").cluster(RoleTopics::ofCaller);
        Path keys = folder.resolve("keys");
        Definitions definitions = new Definitions(
                ProviderFiles.load(List.of(folder.resolve("api.yaml").toString())),
                CredentialFiles.load(List.of(folder.resolve("me.yaml").toString())));
        Roles.write(cluster, definitions, keys);
        CallerPlan plan = new CallerPlan(
                folder.resolve("caller"),
                Set.of("default"),
                keys,
                ReferenceRules.none(),
                definitions,
                CallerSettings.DEFAULT_DRAIN_MILLIS);
        return Roles.caller(cluster, plan, Clock.anchored());
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
        Layout layout = layout();
        return Stream.of(
                        Grants.ofStreams("User:scheduler", layout.scheduler()),
                        Grants.ofCaller("User:caller", "sluice.", layout.names()),
                        Grants.ofStreams("User:observer", layout.observer()),
                        Grants.ofProgram("User:program", "program", layout.names()))
                .flatMap(grants -> grants.acls().stream())
                .filter(acl -> !RecordingAuthorizer.wasUsed(acl))
                .map(acl -> acl.entry().operation() + " " + acl.pattern().name())
                .toList();
    }

    private static Layout layout() {
        return Layout.of("sluice.", 1, Optional.empty());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Runs a printed command as Kafka's own tool does. */
    private static void kafkaAcls(String command) {
        String[] words = command.split(" ", -1);
        int done = Verbs.printing(OutputStream.nullOutputStream(), () -> {
            AclCommand.main(List.of(words).subList(1, words.length).toArray(String[]::new));
            return Main.OK;
        });
        assertThat(done).isEqualTo(Main.OK);
    }

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
