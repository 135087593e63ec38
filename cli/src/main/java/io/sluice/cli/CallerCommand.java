package io.sluice.cli;

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
            "Calls in flight may finish then. Several share the calls of an egress; each needs a data directory of its own and the same key pair.",
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

    @Override
    public Integer call() throws Exception {
        Definitions definitions = new Definitions(files.policies(), files.definitions());
        Path directory = common.directory(Role.CALLER);
        Path keys = secrets.keys(directory);
        Set<String> served = egresses.isEmpty() ? definitions.egresses() : Set.copyOf(egresses);
        return RoleCommands.run(Role.CALLER, common, directory, RoleTopics::ofCaller, cluster -> {
            Role caller =
                    Roles.caller(cluster, directory, served, keys, secrets.references(), definitions, Clock.anchored());
            Roles.write(cluster, definitions, keys);
            return caller;
        });
    }
}
