package io.sluice.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.regex.Pattern;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What a process that runs until it is stopped says on stderr. */
final class LogOptions {
    private static final Logger LOG = LoggerFactory.getLogger(LogOptions.class);
    private static final String FORMAT = "--log-format";
    private static final Pattern IN_JSON = Pattern.compile(FORMAT + "[ =]json( |$)", Pattern.CASE_INSENSITIVE);
    private static final String OURS = "io.sluice";
    private static final String EMBEDDED = "io.sluice.embedded";

    @Option(
            names = FORMAT,
            defaultValue = "text",
            paramLabel = "text|json",
            description = "Lines for people, or a JSON object in each line (default: ${DEFAULT-VALUE}).")
    private Form form = Form.TEXT;

    @Option(
            names = "--log-level",
            defaultValue = "info",
            paramLabel = "LEVEL",
            description =
                    "Of Sluice's messages: off, error, warn, info, debug. Those of Kafka and of other libraries are"
                            + " shown from warn on, one of a kind a minute (all with --verbose); with debug from info on"
                            + " (default: ${DEFAULT-VALUE}).")
    private Severity severity = Severity.INFO;

    private enum Form {
        TEXT,
        JSON
    }

    private enum Severity {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG;

        private Level ours() {
            return Level.toLevel(name());
        }

        private Level libraries() {
            return switch (this) {
                case OFF, ERROR, WARN -> ours();
                case INFO -> Level.WARN;
                case DEBUG -> Level.INFO;
            };
        }
    }

    /** From now on Sluice's own messages are shown; before, what cannot start says so in one line and no other. */
    void begin() {
        LoggerContext context = context();
        context.getLogger(EMBEDDED).setLevel(Level.OFF);
        context.getLogger(OURS).setLevel(severity.ours());
        if (form == Form.JSON) {
            inJson(context);
        }
    }

    /** From now on those of libraries are shown as well. */
    void started() {
        LoggerContext context = context();
        context.getLogger(EMBEDDED).setLevel(null);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(severity.libraries());
        if (severity.libraries() == Level.WARN && System.getProperty(Main.LOG_LEVEL) == null) {
            context.addTurboFilter(new RepeatedWarnings(System::currentTimeMillis, LOG::warn));
        }
    }

    /** Says something to the person who started the process, or logs it where nobody reads but programs. */
    void say(String text) {
        if (form == Form.JSON) {
            LOG.info(text);
        } else {
            System.err.println(text);
        }
    }

    /**
     * Logs why a verb ends where its lines are for programs; returns whether they are.
     *
     * @param arguments of a line that cannot be parsed: what comes after the fault has not been
     */
    static boolean log(CommandSpec verb, String line, @Nullable Exception error, String... arguments) {
        OptionSpec format = verb.findOption(FORMAT);
        if (format == null
                || (format.getValue() != Form.JSON
                        && !IN_JSON.matcher(String.join(" ", arguments)).find())) {
            return false;
        }
        LoggerContext context = context();
        inJson(context);
        context.getLogger(LOG.getName()).setLevel(Level.ERROR);
        LOG.error(line, error);
        return true;
    }

    private static void inJson(LoggerContext context) {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("time");
        names.setLevel("level");
        names.setLogger("logger");
        names.setThread("thread");
        names.setVersion(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        names.setLevelValue(LogstashFieldNames.IGNORE_FIELD_INDICATOR);
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setFieldNames(names);
        encoder.setContext(context);
        encoder.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
            if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                console.setEncoder(encoder);
            }
        });
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
