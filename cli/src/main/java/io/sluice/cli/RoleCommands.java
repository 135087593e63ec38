package io.sluice.cli;

import io.sluice.cli.engine.Cluster;

/** What the roles on a cluster have in common. */
final class RoleCommands {
    private RoleCommands() {}

    static void started(String role, Cluster cluster) {
        System.err.println(role + " works on " + cluster.client().get("bootstrap.servers") + ", " + cluster.partitions()
                + " partitions of " + cluster.topics().requests().name() + "; Ctrl-C stops it");
    }
}
