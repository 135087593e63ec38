package io.sluice.cli;

import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "observer",
        mixinStandardHelpOptions = true,
        description = {
            "The observer alone, on a cluster, until it is stopped.",
            "Metrics and error patterns in windows of ten seconds. Several share the partitions of one prefix; each needs a data directory of its own."
        },
        footer = {"", "Example:", "  sluice observer --bootstrap broker:9092 --registry http://registry:8081"})
final class ObserverCommand implements Callable<Integer> {
    @Mixin
    private RoleCommands.Common common = new RoleCommands.Common();

    @Override
    public Integer call() throws Exception {
        Path directory = common.directory(Role.OBSERVER);
        return RoleCommands.run(
                Role.OBSERVER,
                common,
                directory,
                RoleTopics::ofObserver,
                cluster -> Roles.observer(cluster, directory));
    }
}
