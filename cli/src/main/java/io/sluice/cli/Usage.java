package io.sluice.cli;

import io.sluice.cli.engine.OtherDirectoryException;
import io.sluice.cli.engine.UnreachableException;
import io.sluice.embedded.StartException;
import io.sluice.policy.file.FileProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said in one line of what a user typed or wrote. */
final class Usage {
    private Usage() {}

    /** What is wrong with the command line. */
    static String line(ParameterException error) {
        CommandLine verb = error.getCommandLine();
        String help = " (see " + verb.getCommandSpec().qualifiedName() + " --help)";
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return oneLine(error.getMessage()) + help;
        }
        String first = unmatched.getUnmatched().get(0);
        String flag = first.replaceFirst("=.*", "");
        if (Later.FLAGS.contains(flag)) {
            return flag + ": not supported yet";
        }
        if (!first.startsWith("-") && !verb.getSubcommands().isEmpty()) {
            List<String> verbs = verb.getSubcommands().entrySet().stream()
                    .filter(entry ->
                            !entry.getValue().getCommandSpec().usageMessage().hidden())
                    .map(java.util.Map.Entry::getKey)
                    .toList();
            return "unknown verb '" + first + "', expected one of " + String.join(", ", verbs) + help;
        }
        List<String> near = unmatched.getSuggestions();
        String meant = near.isEmpty() ? "" : ", perhaps " + near.get(0) + " is meant";
        return (first.startsWith("-") ? "unknown flag " + flag : "'" + first + "' is one argument too many")
                + meant
                + help;
    }

    /** The message of a failure that is for the user to mend: a file, an address, a directory, a cluster; else null. */
    static @Nullable String usersMessage(Exception error, CommandSpec verb) {
        if (error instanceof UserError
                || error instanceof FileProblem
                || error instanceof StartException
                || error instanceof UnreachableException
                || error instanceof OtherDirectoryException) {
            return oneLine(error.getMessage());
        }
        String theirs = KafkaTrouble.usersMessage(error);
        OptionSpec registry = verb.findOption("--registry");
        String url = registry == null ? null : registry.getValue();
        return url != null && KafkaTrouble.isOfRegistry(error)
                ? "--registry " + Remote.shown(url) + ": " + theirs
                : theirs;
    }

    static String oneLine(@Nullable String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
