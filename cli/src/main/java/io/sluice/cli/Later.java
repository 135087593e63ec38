package io.sluice.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A verb whose name is kept free. */
@Command(hidden = true, description = "Not supported yet.")
final class Later implements Callable<Integer> {
    static final List<String> VERBS =
            List.of("console", "pause", "resume", "release", "retry", "resolve", "cancel", "apply", "dead-letters");

    static final Set<String> FLAGS = Set.of("--http", "--console-port", "--bodies", "--egresses");

    private final String verb;

    Later(String verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() {
        throw new UserError("sluice " + verb + ": not supported yet");
    }
}
