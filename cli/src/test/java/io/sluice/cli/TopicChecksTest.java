package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.access.AclLines;
import io.sluice.cli.access.Layout;
import io.sluice.cli.access.LayoutReport;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.serde.Format;
import io.sluice.streams.app.TopicAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody else made, or changed: what a role does not begin on, and what {@code topics create} says of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicChecksTest {
    private static final int PARTITIONS = 2;

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void aSchedulerNeedsThePartitionsOfItsTasksInTopicsThatItOnlyWrites() throws Exception {
        theRest("narrow.", one("narrow.dead-letters", 1, Map.of()), one("narrow.responses", 3, Map.of()));
        Verbs.refused(
                "topic narrow.dead-letters has 1 partition, expected 2 at least, as narrow.requests has",
                role("scheduler", "narrow."));
        Verbs.refused("topic narrow.dead-letters has 1 partition, expected 2 at least; ", create("narrow."));
    }

    @Test
    void aRoleNeedsEveryTopicThatItWrites() throws Exception {
        for (String missing : List.of("responses", "metrics.endpoints")) {
            String prefix = "no-" + missing + ".";
            TopicAdmin.create(
                    admin,
                    Layout.of(prefix, PARTITIONS, Optional.empty()).all().stream()
                            .filter(topic -> !topic.name().equals(prefix + missing))
                            .toList());
            String role = missing.equals("responses") ? "scheduler" : "observer";
            Verbs.refused(
                    "are not all there, such as " + prefix + missing + "; sluice topics create makes them",
                    role(role, prefix));
        }
    }

    @Test
    void aRoleNeedsTopicsThatTakeWhatItWrites() throws Exception {
        Map<String, String> small = Map.of("max.message.bytes", "1048588", "cleanup.policy", "delete");
        theRest("small.", one("small.responses", PARTITIONS, small));
        Verbs.Said said = role("scheduler", "small.");
        Verbs.refused("topic small.responses has max.message.bytes=1048588, expected 16777216", said);
        assertThat(said.err()).doesNotContain("cleanup.policy");
    }

    @Test
    void partitionsThatAreNotInStepAreToldAndNothingIsCreated() throws Exception {
        TopicAdmin.create(admin, List.of(one("step.calls", 2, Map.of()), one("step.credential-state", 3, Map.of())));
        Verbs.refused(
                "topic step.credential-state has 3 partitions, expected 2 (it cannot change once there is state); ",
                create("step."));
        assertThat(admin.listTopics().names().get())
                .filteredOn(name -> name.startsWith("step."))
                .hasSize(2);
    }

    @Test
    void aRoleDoesNotBeginWithOtherPartitionsThanItsLogsWereMadeWith() throws Exception {
        theRest(
                "grown.",
                one("grown.scheduler-budgets-changelog", 1, Map.of()),
                one("grown.observer-error-patterns-changelog", 1, Map.of()));
        String state = ": partitions cannot change once there is state; another --prefix may have others";
        Verbs.refused(
                "topic grown.cancellations has 2 partitions, but grown.scheduler-budgets-changelog has 1" + state,
                role("scheduler", "grown."));
        Verbs.refused(
                "topic grown.credential-state has 2 partitions, but grown.observer-error-patterns-changelog has 1"
                        + state,
                role("observer", "grown."));
        Verbs.refused(
                "topic grown.scheduler-budgets-changelog has 1 partition, expected 2 (it cannot change once there is state); ",
                create("grown."));
    }

    @Test
    void theTopicThatWasMadeWiderIsNamed() throws Exception {
        theRest("wider.", one("wider.requests", PARTITIONS + 1, Map.of()));
        Verbs.refused(
                "topic wider.requests has 3 partitions, but wider.scheduler-answers-changelog has 2",
                role("scheduler", "wider."));
    }

    @Test
    void aRoleBeginsWhereItHasNoLogsYet() throws Exception {
        TopicAdmin.create(
                admin,
                Layout.of("fresh.", PARTITIONS, Optional.empty()).all().stream()
                        .filter(topic -> !topic.name().endsWith("-changelog"))
                        .toList());
        Remote remote = new Remote(broker.bootstrap(), "", Format.JSON, "fresh.", CommandConfig.of(null));
        assertThat(remote.cluster(RoleTopics::ofScheduler).partitions()).isEqualTo(PARTITIONS);
        assertThat(remote.cluster(RoleTopics::ofObserver).partitions()).isEqualTo(PARTITIONS);
    }

    @Test
    void ofThreeReplicasTwoMustHaveARecord() {
        assertThat(topicLines(Optional.of((short) 3)))
                .hasSize(28)
                .allMatch(line -> line.contains(" min.insync.replicas=2"));
        assertThat(topicLines(Optional.of((short) 2))).noneMatch(line -> line.contains("insync"));
        assertThat(topicLines(Optional.empty())).hasSize(28).noneMatch(line -> line.contains("insync"));
    }

    /** What a dry run says of each topic. */
    private static List<String> topicLines(Optional<Short> replication) {
        LayoutReport report = new LayoutReport(Layout.of("sluice.", PARTITIONS, replication), "sluice.", List.of());
        return report.lines(new AclLines(List.of())).stream()
                .filter(line -> line.contains("partitions="))
                .toList();
    }

    @Test
    void topicsWhoseRecordsNeedFewerReplicasAreToldWhereThreeAreAskedFor() throws Exception {
        theRest("copied.");
        Verbs.Said said = say("topics", "create", "--prefix", "copied.", "--replication-factor", "3");
        Verbs.refused("topic copied.scheduler-budgets-changelog has min.insync.replicas=1, expected 2", said);
        assertThat(create("copied.").exit()).isZero();
    }

    private static NewTopic one(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /** Some of the topics of a prefix are there already; makes the others. */
    private static void theRest(String prefix, NewTopic... there) throws Exception {
        TopicAdmin.create(admin, List.of(there));
        TopicAdmin.create(admin, Layout.of(prefix, PARTITIONS, Optional.empty()).all());
    }

    private static Verbs.Said role(String verb, String prefix) {
        return say(verb, "--data", folder.resolve(prefix + verb).toString(), "--prefix", prefix);
    }

    private static Verbs.Said create(String prefix) {
        return say("topics", "create", "--prefix", prefix);
    }

    private static Verbs.Said say(String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        words.addAll(List.of("--format", "json", "--bootstrap", broker.bootstrap()));
        return Verbs.execute(words.toArray(String[]::new));
    }
}
