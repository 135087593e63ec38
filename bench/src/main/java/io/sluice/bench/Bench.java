package io.sluice.bench;

import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.Nginx;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks as a command. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures Sluice from end to end, beside a bare loop without logic.",
        subcommands = {
            ThroughputCommand.class,
            QuotaCommand.class,
            LatencyCommand.class,
            PredictCommand.class,
            LearnCommand.class,
            ChaosCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((error, command, result) -> {
            if (error instanceof Nginx.Missing || error instanceof ExpressApi.Missing) {
                command.getErr().println(error.getMessage());
                return 2;
            }
            error.printStackTrace(command.getErr());
            return 1;
        });
        System.exit(line.execute(args));
    }
}
