package io.sluice.cli;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.UnreachableException;
import io.sluice.cli.engine.Watch;
import io.sluice.embedded.DirectoryLock;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the roles on a cluster have in common. */
final class RoleCommands {
    /** A broker or registry that was killed with everything else, and is started with it, may take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Who is not known or refuses a connection says so at once. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

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

        /** Says something, from when the role's messages are shown. */
        void say(String text) {
            logs.say(text);
        }
    }

    /** Starts a role. */
    @FunctionalInterface
    interface Starter {
        Role start(Cluster cluster) throws IOException, InterruptedException;
    }

    /**
     * Runs a role until it is stopped, be it before it has found its broker and registry.
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
                Optional<Cluster> found = await(remote, topics, stop, common.logs::say);
                if (found.isEmpty()) {
                    return Main.OK;
                }
                Cluster cluster = found.get();
                try (Role role = starter.start(cluster)) {
                    watch.add(role);
                    common.logs.started();
                    common.logs.say(name + " works on " + cluster.client().get("bootstrap.servers") + ", "
                            + cluster.partitions() + " partitions of "
                            + cluster.topics().requests().name() + "; Ctrl-C stops it");
                    stop.endWith(role.failure());
                    stop.waitFor(role.draining(), common.logs::say);
                    stop.await();
                }
            }
        }
        return Main.OK;
    }

    /** The cluster, as soon as broker and registry answer; none where the role is stopped before. */
    private static Optional<Cluster> await(
            Remote remote, BiFunction<String, Topics, RoleTopics> topics, Stop stop, Consumer<String> say)
            throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        String told = "";
        while (!stop.isDue()) {
            try {
                return Optional.of(remote.cluster(topics));
            } catch (UnreachableException e) {
                if (System.nanoTime() > giveUp && !stop.isDue()) {
                    throw e;
                }
                String why = e.getMessage() + "; trying again";
                if (!why.equals(told)) {
                    say.accept(why);
                }
                told = why;
            }
            stop.pause(BETWEEN_TRIES);
        }
        return Optional.empty();
    }
}
