package io.sluice.cli;

import io.sluice.cli.talk.StatusReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "How a running pipeline fares.",
            "First one verdict and its next instant, then each provider and credential. Verdicts: idle, flowing, waiting-for-budget, held, no-credential, caller-absent, egress-closed, provider-down,",
            "scheduler-absent."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:idle or flowing", "2:no pipeline is there", "3:otherwise"},
        footer = {"", "Example:", "  sluice status --json | jq .verdict"})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Override
    public Integer call() {
        StatusReport report = StatusReport.of(connection.client(), connection.topics());
        if (json) {
            System.out.println(report.json());
        } else {
            report.lines().forEach(System.out::println);
        }
        return report.isGood() ? Main.OK : Main.NOT_ALL_OK;
    }
}
