package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.talk.Columns;
import io.sluice.core.provider.Names;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.file.Bundled;
import io.sluice.policy.file.Findings;
import io.sluice.policy.file.ProviderFiles;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "providers",
        mixinStandardHelpOptions = true,
        description = "Provider files.",
        subcommands = {
            ProvidersCommand.ListCommand.class,
            ProvidersCommand.Show.class,
            ProvidersNewCommand.class,
            ProvidersCommand.Validate.class,
            ProvidersExplainCommand.class,
            ProvidersTryCommand.class,
            ProvidersLearnedCommand.class
        })
final class ProvidersCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public Integer call() {
        throw new UserError("sluice providers: expected a verb, such as validate");
    }

    @Command(
            name = "validate",
            mixinStandardHelpOptions = true,
            description = {
                "Says of each file whether it can be used; FILE:LINE: and what is wrong where it cannot.",
                "Runs its examples. Warns where the provider's terms or required headers are passed over."
            },
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {
                "0:all can be used",
                "2:one cannot, or an example comes to something else; each problem is one line on stderr"
            },
            footer = {"", "Example:", "  sluice providers validate api.yaml"})
    static final class Validate implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(arity = "1..*", paramLabel = "F", description = "A provider file, a folder, or a bundled name.")
        private final List<String> places = new ArrayList<>();

        @Option(names = "--json", description = "A line of JSON for each.")
        private boolean json;

        @Override
        public Integer call() {
            boolean good = true;
            Set<String> seen = new HashSet<>();
            for (String place : places) {
                Findings findings = ProviderFiles.check(place, seen);
                good &= findings.problems().isEmpty();
                if (json) {
                    spec.commandLine().getOut().println(json(place, findings));
                } else {
                    say(place, findings);
                }
            }
            return good ? Main.OK : Main.BAD_INPUT;
        }

        private void say(String place, Findings findings) {
            PrintWriter err = spec.commandLine().getErr();
            findings.problems().forEach(err::println);
            findings.warnings().forEach(err::println);
            if (findings.problems().isEmpty()) {
                String examples = findings.examples() == 0 ? "" : ", examples that hold: " + findings.examples();
                spec.commandLine().getOut().println(place + ": good" + examples);
            }
        }

        private static ObjectNode json(String place, Findings findings) {
            ObjectNode line = MAPPER.createObjectNode();
            line.put("file", place).put("good", findings.problems().isEmpty()).put("examples", findings.examples());
            findings.problems().forEach(line.putArray("problems")::add);
            findings.warnings().forEach(line.putArray("warnings")::add);
            return line;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The provider files that come with Sluice.",
            footer = {"", "Example:", "  sluice providers list"})
    static final class ListCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--json", description = "A line of JSON for each.")
        private boolean json;

        @Override
        public Integer call() {
            List<Policy> policies = ProviderFiles.load(Bundled.NAMES);
            List<String> lines = json ? policies.stream().map(ListCommand::json).toList() : lines(policies);
            lines.forEach(spec.commandLine().getOut()::println);
            return Main.OK;
        }

        private static List<String> lines(List<Policy> policies) {
            Columns columns = new Columns().row("NAME", "BASE URL", "CHECKED", "SEVERAL CREDENTIALS");
            for (Policy policy : policies) {
                columns.row(policy.name(), policy.baseUrl().toString(), checked(policy), pooling(policy));
            }
            return columns.lines();
        }

        private static String json(Policy policy) {
            return MAPPER.createObjectNode()
                    .put("name", policy.name())
                    .put("baseUrl", policy.baseUrl().toString())
                    .put("checked", checked(policy))
                    .put("pooling", pooling(policy))
                    .toString();
        }

        private static String checked(Policy policy) {
            return policy.about().checked().map(Object::toString).orElse("");
        }

        private static String pooling(Policy policy) {
            return policy.about()
                    .terms()
                    .map(About.Terms::pooling)
                    .map(Names::word)
                    .orElse("");
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints a provider file that comes with Sluice.",
            footer = {"", "Example:", "  sluice providers show trakt > mine.yaml"})
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "Name of a bundled file.")
        private String name = "";

        @Option(names = "--json", description = "As one line of JSON, without comments.")
        private boolean json;

        @Override
        public Integer call() {
            String text = Bundled.text(name)
                    .orElseThrow(() -> new UserError("there is no bundled provider '" + name + "', expected one of "
                            + String.join(", ", Bundled.NAMES)));
            if (json) {
                Policy policy = ProviderFiles.load(List.of(name)).get(0);
                spec.commandLine().getOut().println(policy.source());
            } else {
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
            }
            return Main.OK;
        }
    }
}
