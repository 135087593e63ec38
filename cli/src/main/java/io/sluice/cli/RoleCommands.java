package io.sluice.cli;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Watch;
import io.sluice.embedded.DirectoryLock;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the roles on a cluster have in common. */
final class RoleCommands {
    /** A broker that was killed with everything else, and is started with it, may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RoleCommands() {}

    /** The flags that they all have. */
    static final class Common {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "What it keeps: its name, and its stores or keys (default: ~/.local/share/sluice/ROLE).")
        private @Nullable Path data;

        @Mixin
        private Connection connection = new Connection();

        @Mixin
        private AdminOptions admin = new AdminOptions();

        @Mixin
        private LogOptions logs = new LogOptions();

        /** The data directory of a role. */
        Path directory(String role) {
            return DataDirectory.of(data, role);
        }
    }

    /** Starts a role. */
    @FunctionalInterface
    interface Starter {
        Role start(Cluster cluster) throws IOException;
    }

    /**
     * Runs a role until it is stopped.
     *
     * @param directory the role's own
     * @param topics that must be as it needs them
     */
    @SuppressWarnings("try") // the lock is held, not used
    static int run(
            String name, Common common, Path directory, BiFunction<String, Topics, RoleTopics> topics, Starter starter)
            throws Exception {
        try (Stop stop = new Stop();
                DirectoryLock lock = DirectoryLock.acquire(directory)) {
            Remote remote = common.connection.remote();
            common.logs.begin();
            try (Watch watch = common.admin.open(List.of(name), stop::isDue, common.logs::say)) {
                common.logs.say("connecting to " + remote.bootstrap() + " ...");
                Cluster cluster = remote.clusterWithin(PATIENCE, stop::isDue, topics, common.logs::say);
                try (Role role = starter.start(cluster)) {
                    watch.add(role);
                    common.logs.started();
                    common.logs.say(name + " works on " + cluster.client().get("bootstrap.servers") + ", "
                            + cluster.partitions() + " partitions of "
                            + cluster.topics().requests().name() + "; Ctrl-C stops it");
                    stop.endWith(role.failure());
                    stop.await();
                }
            }
        }
        return Main.OK;
    }
}
