package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause",
                "credentials add x",
                "dead-letters list",
                "simulate --rate 5",
                "up --http 127.0.0.1:1 --data x",
                "topics create --acls"
            })
    void whatIsNotThereYetSaysSo(String line) {
        StringWriter err = new StringWriter();
        assertThat(execute(err, line.split(" ", -1))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("not supported yet").hasLineCount(1);
    }

    @Test
    void aWrongFlagIsOneLine() {
        StringWriter err = new StringWriter();
        assertThat(execute(err, "demo", "--nope")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("--nope").hasLineCount(1);
    }

    @Test
    void everyFlagHasAnEnvironmentVariable() {
        CommandLine line = Main.commandLine();
        line.setDefaultValueProvider(new EnvironmentDefaults(Map.of("SLUICE_REGISTRY_PORT", "7")));
        line.parseArgs("up");
        CommandLine up = line.getSubcommands().get("up");
        assertThat((Integer) up.getCommandSpec().findOption("--registry-port").getValue())
                .isEqualTo(7);
    }

    private static int execute(StringWriter err, String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
