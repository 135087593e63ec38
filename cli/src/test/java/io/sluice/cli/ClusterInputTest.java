package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user takes for otherwise than it is on a cluster of one broker: one line that names the cause. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClusterInputTest extends OneBroker {
    @Test
    void topicsThatAreThereAreToldAndKeepTheirPartitions() {
        tells("28 topics created\n", create("again.", "--partitions", "2"));
        tells("all 28 topics are there already\n", create("again.", "--partitions", "2"));
        tells("all 28 topics are there already\n", create("again."));
        Verbs.refused(
                "the topics have 2 partitions; --partitions 8 changes nothing", create("again.", "--partitions", "8"));
        Verbs.refused(
                "the topics have 2 partitions; --partitions 8 changes nothing",
                ask("up --format json --data " + folder.resolve("again"), "again.", "--partitions", "8"));
    }

    private static void tells(String told, Verbs.Said said) {
        assertThat(said.err()).isEqualTo(told);
        assertThat(said.exit()).isZero();
    }

    @Test
    void aPipelineWorksOnTheClusterThatItsFileNames() throws Exception {
        create("named.", "--partitions", "2");
        Path config = Files.writeString(
                folder.resolve("c.properties"), "client.id=me\nbootstrap.servers=" + broker.bootstrap() + "\n");
        String up =
                "up --data " + folder.resolve("named") + " --prefix named. --partitions 3 --command-config " + config;
        Verbs.refused("a cluster needs --registry URL, or --format json", Verbs.execute(up.split(" ", -1)));
        Verbs.refused(
                "the topics have 2 partitions; --partitions 3 changes nothing",
                Verbs.execute((up + " --format json").split(" ", -1)));
        Files.writeString(config, "client.id=me\n");
        Verbs.refused(
                config + ":1: bootstrap.servers is missing, expected HOST:PORT, or --bootstrap",
                Verbs.execute(up.split(" ", -1)));
    }

    @Test
    void aCallThatNobodySchedulesIsGivenUpOnceItMayWaitNoLonger() throws Exception {
        create("idle.", "--partitions", "1");
        try (Program call = Program.sluice(
                folder,
                "call",
                ("call api GET / --max-wait 1s --format json --prefix idle. --bootstrap " + broker.bootstrap())
                        .split(" ", -1))) {
            assertThat(call.await()).isEqualTo(1);
            assertThat(call.err())
                    .isEqualTo("no scheduler works on partition 0, and the request may wait no longer;"
                            + " sluice status says more\n");
        }
    }

    @Test
    void topicsThatWouldLoseRecordsAreToldAndNothingIsCreated() throws Exception {
        NewTopic deleting = new NewTopic("odd.retries.budget", 2, (short) 1)
                .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "33554432"));
        NewTopic small = new NewTopic("odd.requests", 2, (short) 1).configs(Map.of("max.message.bytes", "1000"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(small, deleting)).all().get();
            awaitPolicy(admin, new ConfigResource(ConfigResource.Type.TOPIC, deleting.name()), "delete");
            Verbs.Said said = create("odd.");
            Verbs.refused("topic odd.retries.budget has cleanup.policy=delete, expected compact; ", said);
            Verbs.refused("topic odd.requests has max.message.bytes=1000, expected 16777216; ", said);
            assertThat(said.err()).doesNotContain("33554432");
            assertThat(admin.listTopics().names().get())
                    .filteredOn(name -> name.startsWith("odd."))
                    .hasSize(2);
        }
    }

    @Test
    void aRoleDoesNotBeginWhereItsTopicsWouldLoseRecords() throws Exception {
        create("lossy.", "--partitions", "1");
        ConfigResource log = new ConfigResource(ConfigResource.Type.TOPIC, "lossy.scheduler-budgets-changelog");
        ConfigEntry deleted = new ConfigEntry("cleanup.policy", "delete");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(log, List.of(new AlterConfigOp(deleted, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            awaitPolicy(admin, log, "delete");
        }
        Verbs.refused(
                "topic " + log.name() + " has cleanup.policy=delete, expected compact",
                ask("scheduler --data " + folder.resolve("lossy"), "lossy.", "--format", "json"));
    }

    @Test
    void aCallerThatCannotWriteItsProvidersHasNotStarted() throws Exception {
        create("tiny.", "--partitions", "1");
        ConfigResource providers = new ConfigResource(ConfigResource.Type.TOPIC, "tiny.providers");
        ConfigEntry tiny = new ConfigEntry("max.message.bytes", "10");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.incrementalAlterConfigs(Map.of(providers, List.of(new AlterConfigOp(tiny, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await(admin, providers, "max.message.bytes", "10");
        }
        Path api = Files.writeString(folder.resolve("api.yaml"), "provider: api\nbaseUrl: http://127.0.0.1:1\n");
        String verb = "caller --format json --data " + folder.resolve("tiny") + " --providers " + api;
        Verbs.Said said = ask(verb, "tiny.");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("a record could not be written").doesNotContain("\tat ");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sluice-"));
    }

    private static void awaitPolicy(Admin admin, ConfigResource topic, String policy) throws Exception {
        await(admin, topic, "cleanup.policy", policy);
    }

    /** Waits until the broker has learnt of a topic and its setting from the controller. */
    private static void await(Admin admin, ConfigResource topic, String name, String value) throws Exception {
        String told = "";
        while (!told.equals(value)) {
            try {
                told = admin.describeConfigs(List.of(topic))
                        .values()
                        .get(topic)
                        .get()
                        .get(name)
                        .value();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }

    @Test
    void fewerReplicasThanAreWantedAreTold() {
        create("copies.");
        Verbs.refused(
                "topic copies.requests has replication factor 1, expected 2",
                create("copies.", "--replication-factor", "2"));
    }

    @Test
    void moreReplicasThanBrokers() {
        Verbs.refused(
                "--replication-factor 3, but the cluster has only 1 broker",
                create("three.", "--replication-factor", "3"));
    }

    @Test
    void whereNobodyListensEachVerbSaysSoInTheSameWords() {
        for (String verb : List.of("status", "topics create", "why a", "responses")) {
            String line = verb + " --format json --bootstrap 127.0.0.1:1";
            Verbs.Said said = Verbs.execute(line.split(" ", -1));
            Verbs.refused("--bootstrap 127.0.0.1:1: no broker answers: no connection can be made", said);
        }
    }
}
