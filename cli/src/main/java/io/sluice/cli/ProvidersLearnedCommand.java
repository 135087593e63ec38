package io.sluice.cli;

import io.sluice.cli.talk.CredentialList;
import io.sluice.cli.talk.LearnedLimits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "learned",
        mixinStandardHelpOptions = true,
        description = "The limits that a running pipeline has learned of a provider, as its file would declare them.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:there are some", "1:none has been learned"},
        footer = {"", "Example:", "  sluice providers learned example >> example.yaml"})
final class ProvidersLearnedCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "PROVIDER", description = "Its name.")
    private String provider = "";

    @Override
    public Integer call() {
        CredentialList credentials = CredentialList.of(connection.client(), connection.topics(), provider);
        LearnedLimits learned = LearnedLimits.of(credentials.states());
        if (learned.isEmpty()) {
            System.err.println("no limit of provider '" + provider + "' has been learned");
            return Main.FAILED;
        }
        learned.lines().forEach(System.out::println);
        return Main.OK;
    }
}
