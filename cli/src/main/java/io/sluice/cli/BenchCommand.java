package io.sluice.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names the benchmarks in the help: {@code ./sluice} in a checkout runs them before it comes here. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "What it costs, measured beside its peers.",
            "In a checkout, ./sluice bench --help lists the benchmarks."
        },
        footer = {"", "Example:", "  ./sluice bench throughput"})
final class BenchCommand implements Callable<Integer> {
    @Parameters(hidden = true)
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw new UserError("sluice bench " + String.join(" ", arguments)
                + ": the benchmarks are not in this package; ./sluice bench in a checkout runs them");
    }
}
