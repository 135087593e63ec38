package io.sluice.cli;

import io.sluice.cli.talk.CredentialList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        description = "Credentials of a running pipeline.",
        subcommands = CredentialsCommand.ListCommand.class)
final class CredentialsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UserError("sluice credentials: expected a verb, such as list");
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
