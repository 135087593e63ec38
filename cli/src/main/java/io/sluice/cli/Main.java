package io.sluice.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The sluice command. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Calls rate-limited HTTP APIs on behalf of programs: every budget spent to the last call and never one more.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; where requests are sent, each has a response",
            "1:something went wrong, or it is not finished",
            "2:bad input, or nobody is there to talk to: one line says what",
            "3:not all is well; sluice VERB --help says what that means",
            "130:ended at once by a second Ctrl-C"
        },
        footer = {
            "",
            "Begin with:",
            "  sluice demo                       the main job on a bundled sample",
            "  sluice run --providers P.yaml --credentials C.yaml \\",
            "             --requests R.jsonl --responses OUT.jsonl",
            "  sluice up --providers P.yaml --credentials C.yaml",
            "",
            "Every flag --some-flag has an environment variable SLUICE_SOME_FLAG; sluice VERB --help says more.",
            "Completion in bash and zsh: eval \"$(sluice completion)\""
        })
public final class Main implements Callable<Integer> {
    /** The system property that {@code --verbose} sets. */
    static final String LOG_LEVEL = "sluice.log.level";

    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int NOT_ALL_OK = 3;

    private static final List<Class<?>> VERBS = List.of(
            DemoCommand.class,
            RunCommand.class,
            UpCommand.class,
            SchedulerCommand.class,
            CallerCommand.class,
            ObserverCommand.class,
            ProvidersCommand.class,
            TopicsCommand.class,
            BrokerCommand.class,
            RegistryCommand.class,
            SendCommand.class,
            CallCommand.class,
            ResponsesCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            CredentialsCommand.class,
            SchemaCommand.class,
            SchemasCommand.class,
            SimulateCommand.class,
            BenchCommand.class);

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show warnings and stack traces on stderr.")
    private boolean verbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Without a verb: how to begin. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return OK;
    }

    public static void main(String[] args) {
        String wanted = System.getenv("SLUICE_VERBOSE");
        boolean byEnvironment = wanted != null && Set.of("1", "true").contains(wanted);
        if (byEnvironment || Arrays.asList(args).contains("--verbose")) {
            System.setProperty(LOG_LEVEL, "WARN");
        }
        // Of a thread of Kafka Streams the role tells itself: it counts and logs what fails.
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (!thread.getName().contains("-StreamThread-")) {
                System.err.println("thread " + thread.getName() + " failed");
                error.printStackTrace();
            }
        });
        BrokerEnd.tell();
        System.exit(withStdout(commandLineOf(args).execute(args)));
    }

    /** Reports that stdout could not be written, unless nothing was done. */
    private static int withStdout(int status) {
        if (status == BAD_INPUT || !System.out.checkError()) {
            return status;
        }
        System.err.println("stdout cannot be written");
        return FAILED;
    }

    /**
     * The command line with only the verb that the arguments begin with, if they begin with one: building all verbs
     * takes a third of the time until one begins.
     */
    static CommandLine commandLineOf(String... arguments) {
        for (Class<?> verb : VERBS) {
            if (arguments.length > 0 && verb.getAnnotation(Command.class).name().equals(arguments[0])) {
                return setUp(new CommandLine(new Main()).addSubcommand(new CommandLine(verb)));
            }
        }
        return commandLine();
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        VERBS.forEach(verb -> line.addSubcommand(new CommandLine(verb)));
        for (String verb : Later.VERBS) {
            line.addSubcommand(verb, Later.line(verb));
        }
        line.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        return setUp(line);
    }

    private static CommandLine setUp(CommandLine line) {
        Main main = line.getCommand();
        Later.addBelow(line);
        teach(line);
        line.setExpandAtFiles(false); // an argument that begins with @ is itself
        line.setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((error, arguments) -> {
            CommandLine verb = error.getCommandLine();
            String why = Usage.line(error);
            if (!LogOptions.log(verb.getCommandSpec(), why, null, arguments)) {
                verb.getErr().println(why);
            }
            return BAD_INPUT;
        });
        line.setExecutionStrategy(parsed -> {
            checkVerb(parsed);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((error, command, result) -> {
            String theirs = Usage.usersMessage(error, command.getCommandSpec());
            boolean users = theirs != null;
            String why =
                    theirs != null ? theirs : "failed: " + Usage.oneLine(error.toString()) + " (--verbose shows more)";
            if (!LogOptions.log(command.getCommandSpec(), why, main.verbose ? error : null)) {
                command.getErr().println(why);
                if (main.verbose) {
                    error.printStackTrace(command.getErr());
                }
            }
            return users ? BAD_INPUT : FAILED;
        });
        return line;
    }

    /** Rejects a wrong word even where help is asked for. */
    private static void checkVerb(ParseResult parsed) {
        List<CommandLine> verbs = parsed.asCommandLineList();
        CommandLine verb = verbs.get(verbs.size() - 1);
        if (!verb.isUnmatchedArgumentsAllowed() && !verb.getUnmatchedArguments().isEmpty()) {
            throw new UnmatchedArgumentException(verb, verb.getUnmatchedArguments());
        }
    }

    /** A verb that does not say what its exit status means has the usual ones. */
    private static void teach(CommandLine line) {
        for (CommandLine verb : line.getSubcommands().values()) {
            UsageMessageSpec usage = verb.getCommandSpec().usageMessage();
            if (usage.exitCodeList().isEmpty()) {
                usage.exitCodeListHeading("%nExit status:%n");
                usage.exitCodeList(new TreeMap<>(
                        Map.of("0", "done", "1", "something went wrong", "2", "bad input: one line says what")));
            }
            teach(verb);
        }
    }
}
