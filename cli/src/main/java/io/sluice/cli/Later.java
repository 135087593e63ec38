package io.sluice.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A verb whose name is kept free. */
@Command(hidden = true, description = "Not supported yet.")
final class Later implements Callable<Integer> {
    static final List<String> VERBS =
            List.of("console", "pause", "resume", "release", "retry", "resolve", "cancel", "apply", "dead-letters");

    private static final List<String> OF_CREDENTIALS = List.of("add", "enable", "disable");

    static final Set<String> FLAGS = Set.of("--http", "--console-port", "--bodies", "--egresses");

    private final String verb;

    Later(String verb) {
        this.verb = verb;
    }

    /** Adds the reserved names below another verb, where that verb is there. */
    static void addBelow(CommandLine line) {
        CommandLine credentials = line.getSubcommands().get("credentials");
        if (credentials != null) {
            OF_CREDENTIALS.forEach(verb -> credentials.addSubcommand(verb, line("credentials " + verb)));
        }
    }

    static CommandLine line(String verb) {
        return new CommandLine(new Later(verb)).setUnmatchedArgumentsAllowed(true);
    }

    @Override
    public Integer call() {
        throw new UserError("sluice " + verb + ": not supported yet");
    }
}
