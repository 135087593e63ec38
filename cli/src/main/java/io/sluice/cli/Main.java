package io.sluice.cli;

import io.sluice.cli.engine.UnreachableException;
import io.sluice.embedded.StartException;
import io.sluice.policy.file.FileProblem;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The sluice command. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        version = "sluice 0.1.0",
        description =
                "Calls rate-limited HTTP APIs on behalf of programs: every budget spent to the last call and never one more.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every request has a response",
            "1:something went wrong",
            "2:bad input: one line says what",
            "3:see the verb"
        },
        footer = {
            "",
            "Begin with:",
            "  sluice demo                       the main job on a bundled sample",
            "  sluice run --providers P.yaml --credentials C.yaml --requests R.jsonl --responses OUT.jsonl",
            "  sluice up --providers P.yaml --credentials C.yaml",
            "",
            "Every flag --some-flag has an environment variable SLUICE_SOME_FLAG."
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            UpCommand.class,
            SchedulerCommand.class,
            CallerCommand.class,
            ObserverCommand.class,
            ProvidersCommand.class,
            TopicsCommand.class,
            SendCommand.class,
            CallCommand.class,
            ResponsesCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            CredentialsCommand.class
        })
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int NOT_ALL_OK = 3;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show warnings and stack traces on stderr.")
    private boolean verbose;

    private Main() {}

    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--verbose")) {
            System.setProperty("sluice.log.level", "WARN");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        for (String verb : Later.VERBS) {
            line.addSubcommand(verb, new CommandLine(new Later(verb)).setUnmatchedArgumentsAllowed(true));
        }
        line.setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((error, arguments) -> {
            error.getCommandLine().getErr().println(oneLine(error) + " (see sluice --help)");
            return BAD_INPUT;
        });
        line.setExecutionExceptionHandler((error, command, result) -> {
            boolean users = isUsers(error);
            command.getErr().println(users ? oneLine(error) : "failed: " + error + " (--verbose shows more)");
            if (main.verbose) {
                error.printStackTrace(command.getErr());
            }
            return users ? BAD_INPUT : FAILED;
        });
        return line;
    }

    /** Whether it is for the user to mend: a file, an address, a cluster without the topics. */
    private static boolean isUsers(Exception error) {
        return error instanceof UserError
                || error instanceof FileProblem
                || error instanceof StartException
                || error instanceof UnreachableException;
    }

    private static String oneLine(Exception error) {
        return String.valueOf(error.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
