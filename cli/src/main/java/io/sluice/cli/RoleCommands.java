package io.sluice.cli;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Role;
import io.sluice.embedded.DirectoryLock;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** What the roles on a cluster have in common. */
final class RoleCommands {
    private RoleCommands() {}

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
            String name,
            Connection connection,
            Path directory,
            BiFunction<String, Topics, RoleTopics> topics,
            Starter starter)
            throws Exception {
        try (Stop stop = new Stop();
                DirectoryLock lock = DirectoryLock.acquire(directory)) {
            Cluster cluster = connection.remote().cluster(topics);
            try (Role role = starter.start(cluster)) {
                System.err.println(name + " works on " + cluster.client().get("bootstrap.servers") + ", "
                        + cluster.partitions() + " partitions of "
                        + cluster.topics().requests().name() + "; Ctrl-C stops it");
                stop.endWith(role.failure());
                stop.await();
            }
        }
        return Main.OK;
    }
}
