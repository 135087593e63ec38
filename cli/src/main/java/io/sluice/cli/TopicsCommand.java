package io.sluice.cli;

import io.sluice.streams.app.TopicAdmin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Topics of an installation.",
        subcommands = TopicsCommand.Create.class)
final class TopicsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UserError("sluice topics: expected a verb, such as create");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates the topics that do not exist.",
            footer = {"", "Example:", "  sluice topics create --bootstrap broker:9092 --partitions 4 --dry-run"})
    static final class Create implements Callable<Integer> {
        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--replication-factor", paramLabel = "N", description = "Default: the broker's.")
        private @Nullable Short replication;

        @Option(names = "--partitions", defaultValue = "4", paramLabel = "N", description = "Of every topic.")
        private int partitions;

        @Option(names = "--dry-run", description = "Print them, create nothing.")
        private boolean dryRun;

        @Option(names = "--acls", hidden = true)
        private boolean acls;

        @Override
        public Integer call() throws Exception {
            if (acls) {
                throw new UserError("--acls: not supported yet");
            }
            if (replication != null) {
                Checks.within("--replication-factor", replication, 1, Short.MAX_VALUE);
            }
            List<NewTopic> plan = TopicAdmin.plan(
                    connection.topics(), Checks.partitions(partitions), Optional.ofNullable(replication));
            if (dryRun) {
                plan.forEach(topic ->
                        System.out.println(topic.name() + " " + topic.configs().get("cleanup.policy")));
                return Main.OK;
            }
            try (Admin admin = Admin.create(connection.client())) {
                TopicAdmin.create(admin, plan).forEach(System.out::println);
            }
            return Main.OK;
        }
    }
}
