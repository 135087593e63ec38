package io.sluice.cli;

import io.sluice.policy.file.ProviderFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        description = "Provider files.",
        subcommands = ProvidersCommand.Validate.class)
final class ProvidersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UserError("sluice providers: expected a verb, such as validate");
    }

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description = "Says of each file whether it can be used; FILE:LINE: and what is wrong where it cannot.",
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {"0:all can be used", "2:one cannot; each problem is one line on stderr"},
            footer = {"", "Example:", "  sluice providers validate api.yaml"})
    static final class Validate implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(arity = "1..*", paramLabel = "F", description = "A provider file, a folder, or a bundled name.")
        private final List<String> places = new ArrayList<>();

        @Override
        public Integer call() {
            boolean good = true;
            Set<String> seen = new HashSet<>();
            for (String place : places) {
                List<String> problems = ProviderFiles.problems(place, seen);
                problems.forEach(spec.commandLine().getErr()::println);
                good &= problems.isEmpty();
                if (problems.isEmpty()) {
                    spec.commandLine().getOut().println(place + ": good");
                }
            }
            return good ? Main.OK : Main.BAD_INPUT;
        }
    }
}
