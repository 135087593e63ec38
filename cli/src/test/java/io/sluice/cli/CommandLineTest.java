package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause",
                "credentials add x",
                "credentials add --id x",
                "dead-letters list",
                "up --http 127.0.0.1:1 --data x"
            })
    void whatIsNotThereYetSaysSo(String line) {
        Verbs.refused("not supported yet", Verbs.execute(line.split(" ", -1)));
    }

    @Test
    void anArgumentThatBeginsWithAnAtSignIsItself(@TempDir Path folder) throws IOException {
        String given = "@" + Files.writeString(folder.resolve("bob"), "GET /other");
        CommandLine line = Main.commandLine();
        line.parseArgs("call", "api", "POST", "/", "--body", given);
        CommandLine call = line.getSubcommands().get("call");
        assertThat((String) call.getCommandSpec().findOption("--body").getValue())
                .isEqualTo(given);
    }

    @Test
    void aWrongFlagIsOneLine() {
        Verbs.refused("--nope", Verbs.execute("demo", "--nope"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "frobnicate --help", "topics frobnicate --help"})
    void aWrongVerbIsOneLineAlsoWhereHelpIsAskedFor(String line) {
        Verbs.Said said = Verbs.execute(line.split(" ", -1));
        Verbs.refused("unknown verb 'frobnicate', expected one of ", said);
        assertThat(said.err()).startsWith("unknown verb");
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

    @Test
    void aServiceThatKubernetesNamesLikeAFlagIsNone() {
        CommandLine line = Main.commandLine();
        line.setDefaultValueProvider(new EnvironmentDefaults(Map.of(
                "SLUICE_ADMIN_PORT", "tcp://10.0.0.1:9464",
                "SLUICE_REGISTRY_PORT", "tcp://[fd00::1]:8081",
                "SLUICE_REGISTRY", "tcp://10.0.0.1:8081")));
        line.parseArgs("up");
        CommandLine.Model.CommandSpec up = line.getSubcommands().get("up").getCommandSpec();
        assertThat((Integer) up.findOption("--admin-port").getValue()).isNull();
        assertThat((Integer) up.findOption("--registry-port").getValue()).isEqualTo(8081);
        assertThat((String) up.findOption("--registry").getValue()).isEqualTo("tcp://10.0.0.1:8081");
    }

    @Test
    void theEnvironmentGivesWhatIsRequiredAndSwitches() {
        CommandLine line = Main.commandLine();
        line.setDefaultValueProvider(new EnvironmentDefaults(Map.of(
                "SLUICE_REQUESTS",
                "r",
                "SLUICE_RESPONSES",
                "o",
                "SLUICE_JSON",
                "1",
                "SLUICE_FAIL",
                "",
                "SLUICE_PROVIDERS",
                "p")));
        line.parseArgs("run", "--providers", "q");
        CommandLine run = line.getSubcommands().get("run");
        assertThat((Boolean) run.getCommandSpec().findOption("--json").getValue())
                .isTrue();
        assertThat((Boolean) run.getCommandSpec().findOption("--fail").getValue())
                .isFalse();
        assertThat((List<?>) run.getCommandSpec().findOption("--providers").getValue())
                .hasToString("[q]");
    }

    @Test
    void helpOfEveryVerbHasAnExampleAndTellsTheExitStatus() {
        List<CommandLine> verbs = new ArrayList<>();
        collect(Main.commandLine(), verbs);
        assertThat(verbs).hasSizeGreaterThan(14).allSatisfy(verb -> {
            assertThat(help(verb)).contains("Exit status:", "sluice ").containsPattern("Examples?:");
        });
    }

    @Test
    void aFlagWithoutEffectIsTakenAndNotTaught() {
        CommandLine create = Main.commandLine()
                .getSubcommands()
                .get("topics")
                .getSubcommands()
                .get("create");
        assertThat(help(create)).contains("--bootstrap").doesNotContain("--registry");
        Main.commandLine().parseArgs("topics", "create", "--registry", "http://registry:8081");
    }

    @Test
    void aVerbIsTheSameWithoutTheOthers() {
        CommandLine all = Main.commandLine();
        List<CommandLine> amongAll = new ArrayList<>();
        collect(all, amongAll);
        List<CommandLine> alone = new ArrayList<>();
        for (String verb : all.getSubcommands().keySet()) {
            CommandLine line = Main.commandLineOf(verb, "--help");
            if (line.getSubcommands().size() == 1) {
                collect(line, alone);
            }
        }
        assertThat(alone)
                .extracting(CommandLineTest::help)
                .containsExactlyElementsOf(
                        amongAll.stream().map(CommandLineTest::help).toList());
    }

    @Test
    void exitStatusesStandInOrder() {
        List<CommandLine> verbs = new ArrayList<>();
        collect(Main.commandLine(), verbs);
        assertThat(verbs).allSatisfy(verb -> {
            Map<String, String> meanings = verb.getCommandSpec().usageMessage().exitCodeList();
            assertThat(meanings.keySet().stream().map(Integer::valueOf)).isSorted();
        });
    }

    @Test
    void withoutAVerbItSaysHowToBegin() {
        Verbs.Said said = Verbs.execute();
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("sluice demo").contains("Begin with:");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        Verbs.Said said = Verbs.execute("--version");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).matches("sluice \\d+\\.\\d+\\.\\d+\\R");
    }

    /** Verbs that do something themselves. */
    private static String help(CommandLine verb) {
        return verb.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static void collect(CommandLine line, List<CommandLine> verbs) {
        for (CommandLine verb : line.getSubcommands().values()) {
            boolean ours = verb.getCommand().getClass().getName().startsWith("io.sluice");
            boolean group = !verb.getSubcommands().isEmpty();
            if (ours && !group && !verb.getCommandSpec().usageMessage().hidden()) {
                verbs.add(verb);
            }
            collect(verb, verbs);
        }
    }
}
