package io.sluice.cli;

import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import io.sluice.core.schedule.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "scheduler",
        mixinStandardHelpOptions = true,
        description = {
            "The scheduler alone, on a cluster, until it is stopped.",
            "Several share the partitions of one prefix; each needs a data directory of its own. Where one dies, the others take over within seconds."
        },
        footer = {"", "Example:", "  sluice scheduler --bootstrap broker:9092 --registry http://registry:8081"})
final class SchedulerCommand implements Callable<Integer> {
    @Mixin
    private RoleCommands.Common common = new RoleCommands.Common();

    @Override
    public Integer call() throws Exception {
        Path directory = common.directory(Role.SCHEDULER);
        return RoleCommands.run(
                Role.SCHEDULER,
                common,
                directory,
                RoleTopics::ofScheduler,
                cluster -> Roles.scheduler(cluster, directory, Settings.DEFAULT, Clock.anchored()));
    }
}
