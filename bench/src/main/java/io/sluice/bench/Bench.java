package io.sluice.bench;

import io.sluice.bench.upstream.ExpressApi;
import io.sluice.bench.upstream.Nginx;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks as a command. */
@Command(
        name = "sluice bench",
        mixinStandardHelpOptions = true,
        description = "Measures Sluice from end to end, beside its peers and against its marks.",
        footer = {"", "Example:", "  ./sluice bench throughput", "", "Each ends with one line of JSON with --json."},
        subcommands = {
            AllCommand.class,
            ThroughputCommand.class,
            OpenCommand.class,
            LatencyCommand.class,
            StartUpCommand.class,
            RecoveryCommand.class,
            BacklogCommand.class,
            SoakCommand.class,
            QuotaCommand.class,
            LearnCommand.class,
            PredictCommand.class,
            ChaosCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((error, arguments) -> {
            CommandLine command = error.getCommandLine();
            String help = command.getCommandSpec().qualifiedName() + " --help";
            command.getErr().println(error.getMessage() + "; see " + help);
            return 2;
        });
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
