package io.sluice.cli;

import io.sluice.cli.engine.CallerPlan;
import io.sluice.cli.engine.Definitions;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "caller",
        mixinStandardHelpOptions = true,
        description = {
            "The http-caller alone, on a cluster, until it is stopped.",
            "Calls in flight may finish then, and others make the next ones; a second Ctrl-C ends at once. Several share the calls of an egress; each needs a data directory of its own and the same key pair.",
            "Providers and credentials that it is given are written to the topics first; it alone opens secrets."
        },
        footer = {
            "",
            "Example:",
            "  sluice caller --bootstrap broker:9092 --registry http://registry:8081 \\",
            "                --providers api.yaml --credentials me.yaml --egress default"
        })
final class CallerCommand implements Callable<Integer> {
    @Mixin
    private RoleCommands.Common common = new RoleCommands.Common();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private SecretOptions secrets = new SecretOptions();

    @Option(
            names = "--egress",
            paramLabel = "NAME",
            description = "An egress that calls leave by from here; may be repeated"
                    + " (default: default, and those of the given credentials).")
    private List<String> egresses = new ArrayList<>();

    @Mixin
    private DrainOptions drain = new DrainOptions();

    @Override
    public Integer call() throws Exception {
        Definitions definitions = new Definitions(files.policies(), files.definitions());
        Path directory = common.directory(Role.CALLER);
        Path keys = secrets.keys(directory);
        Set<String> served = egresses.isEmpty() ? definitions.egresses() : Set.copyOf(egresses);
        CallerPlan plan = new CallerPlan(directory, served, keys, secrets.references(), definitions, drain.millis());
        secrets.checkKeys(directory);
        return RoleCommands.run(Role.CALLER, common, directory, RoleTopics::ofCaller, cluster -> {
            files.remarks().forEach(common::say);
            Roles.write(cluster, definitions, keys);
            return Roles.caller(cluster, plan, Clock.anchored());
        });
    }
}
