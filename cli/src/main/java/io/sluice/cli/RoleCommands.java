package io.sluice.cli;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Role;
import io.sluice.embedded.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What the roles on a cluster have in common. */
final class RoleCommands {
    /** A broker that was killed with everything else, and is started with it, may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
     */
    @SuppressWarnings("try") // the lock is held, not used
    static int run(String name, Connection connection, Path directory, Starter starter) throws Exception {
        try (Stop stop = new Stop();
                DirectoryLock lock = DirectoryLock.acquire(directory)) {
            Cluster cluster = connection.remote().clusterWithin(PATIENCE, stop::isDue);
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
