package io.sluice.cli;

import io.sluice.cli.talk.Inquiry;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description = {
            "Why a request waits, or how it was answered.",
            "For which limit of which scope it waits, and until when. With --json, state is waiting, calling or answered."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it waits, is being called after it was told to wait, or is answered",
            "1:nothing is known of it, or its first call is under way"
        },
        footer = {"", "Example:", "  sluice why item-17"})
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "REQUEST_ID", description = "Its id; without one of its own topic-partition-offset.")
    private String requestId = "";

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Inquiry> inquiry = Inquiry.of(connection.client(), connection.topics(), requestId);
        if (inquiry.isEmpty()) {
            System.err.println("no request '" + requestId
                    + "' waits or is answered; it is being called just now, or it was never sent");
            return Main.FAILED;
        }
        System.out.println(json ? inquiry.get().json() : inquiry.get().sentence());
        return Main.OK;
    }
}
