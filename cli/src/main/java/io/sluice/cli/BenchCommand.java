package io.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Names the benchmarks in the help: {@code ./sluice} in a checkout runs them before it comes here. */
@Command(name = "bench", description = "What it costs, measured beside its peers; in a checkout: ./sluice bench --help")
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UserError(
                "sluice bench: the benchmarks are not in this package; in a checkout, ./sluice bench runs them");
    }
}
