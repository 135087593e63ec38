package io.sluice.cli;

import io.sluice.cli.access.AclLines;
import io.sluice.cli.access.Grants;
import io.sluice.cli.access.Layout;
import io.sluice.cli.access.LayoutReport;
import io.sluice.cli.talk.Wording;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            modelTransformer = WithoutRegistry.class,
            description = {
                "Creates the topics that do not exist, the internal ones of the roles as well: no role needs the right to create one.",
                "--dry-run prints all of them, and the consumer groups and transactional ids; with --acls also what each role must be allowed, as commands of kafka-acls.sh."
            },
            footer = {
                "",
                "Examples:",
                "  sluice topics create --bootstrap broker:9092 --partitions 4",
                "  sluice topics create --command-config admin.properties --dry-run --acls \\",
                "      | grep ^kafka-acls | sh"
            })
    static final class Create implements Callable<Integer> {
        private static final int DEFAULT_PARTITIONS = 4;

        @Mixin
        private Connection connection = new Connection();

        @Option(
                names = "--replication-factor",
                paramLabel = "N",
                description = "Default: the broker's. From 3 on all but one must have a record.")
        private @Nullable Short replication;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                description = "Of every topic (default: as many as those have that are there, else 4).")
        private @Nullable Integer partitions;

        @Option(names = "--dry-run", description = "Print all of them as they would be made; no broker is asked.")
        private boolean dryRun;

        @Option(names = "--acls", description = "Print what each role must be allowed as well.")
        private boolean acls;

        @Mixin
        private PrincipalOptions principals = new PrincipalOptions();

        @Option(names = "--json", description = "Print as one line of JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            if (replication != null) {
                Checks.within("--replication-factor", replication, 1, Short.MAX_VALUE);
            }
            Remote remote = connection.remote();
            remote.topics(); // what the file says of the registry may be wrong, too
            Layout layout = Layout.of(remote.prefix(), number(remote), Optional.ofNullable(replication));
            List<Grants> grants = acls ? principals.grants(layout, remote.prefix()) : List.of();
            AclLines commands = new AclLines(remote.arguments());
            LayoutReport report = new LayoutReport(layout, remote.prefix(), grants);
            List<String> created = dryRun ? List.of() : remote.create(layout);
            if (json) {
                System.out.println(report.json(commands));
            } else if (dryRun) {
                report.lines(commands).forEach(System.out::println);
            } else {
                created.forEach(System.out::println);
                grants.forEach(role -> commands.of(role).forEach(System.out::println));
            }
            if (!dryRun) {
                spec.commandLine()
                        .getErr()
                        .println(told(created.size(), layout.all().size()));
            }
            return Main.OK;
        }

        /**
         * The number of partitions of every topic. Missing topics get as many as the existing ones have, since the
         * number decides which task owns which requests.
         */
        private int number(Remote remote) throws InterruptedException {
            return dryRun
                    ? Checks.partitions(partitions == null ? DEFAULT_PARTITIONS : partitions)
                    : remote.partitions(partitions, DEFAULT_PARTITIONS);
        }

        private static String told(int created, int all) {
            if (created == 0) {
                return "all " + all + " topics are there already";
            }
            String others = created == all ? "" : "; " + (all - created) + " were there already";
            return Wording.count(created, "topic") + " created" + others;
        }
    }

    /** Accepts the flag without teaching it: one line of flags will do for every verb, and no registry is asked. */
    static final class WithoutRegistry implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            OptionSpec registry = spec.findOption("--registry");
            return spec.remove(registry)
                    .addOption(OptionSpec.builder(registry).hidden(true).build());
        }
    }
}
