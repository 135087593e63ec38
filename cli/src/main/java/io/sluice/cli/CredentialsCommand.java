package io.sluice.cli;

import io.sluice.cli.talk.CredentialList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        description = "Credentials of a running pipeline.",
        subcommands = CredentialsCommand.ListCommand.class)
final class CredentialsCommand implements Callable<Integer> {
    @Parameters(hidden = true, arity = "0..*")
    private List<String> verb = List.of();

    @Override
    public Integer call() {
        boolean reserved =
                !verb.isEmpty() && List.of("add", "enable", "disable").contains(verb.get(0));
        throw new UserError(
                reserved
                        ? "sluice credentials " + verb.get(0) + ": not supported yet"
                        : "sluice credentials: expected a verb, such as list");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Each credential: status, until when, what is left of its budgets. Never a secret.",
            footer = {"", "Example:", "  sluice credentials list --provider twitter"})
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--provider", paramLabel = "P", description = "Those of one provider.")
        private @Nullable String provider;

        @Option(names = "--json", description = "A line of JSON for each.")
        private boolean json;

        @Override
        public Integer call() {
            CredentialList credentials = CredentialList.of(connection.client(), connection.topics(), provider);
            (json ? credentials.json() : credentials.lines()).forEach(System.out::println);
            return Main.OK;
        }
    }
}
