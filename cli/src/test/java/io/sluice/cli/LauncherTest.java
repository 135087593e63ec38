package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code sluice} in a source tree that was not built yet, where Maven always fails. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LauncherTest {
    @TempDir
    private Path root;

    private Path lock;

    @BeforeEach
    void makeTree() throws IOException {
        Files.copy(Path.of("..", "sluice"), root.resolve("sluice"));
        Files.createFile(root.resolve("pom.xml"));
        Path maven = Files.createDirectory(root.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        lock = Files.createDirectories(root.resolve("cli/target/building"));
    }

    @Test
    void theLockOfABuildThatWasKilledBeforeItSaidItsNameIsTakenOver() throws Exception {
        assertThat(launch()).contains("building Sluice", "the build failed");
        assertThat(lock).doesNotExist();
    }

    @Test
    void theLockOfABuildThatWasKilledIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor()).isZero();
        Files.writeString(lock.resolve("pid"), dead.pid() + "\n");

        assertThat(launch()).contains("building Sluice", "the build failed");
    }

    @ParameterizedTest
    @CsvSource({"tcp://10.0.0.1:9464, 9464", "7, 7"})
    void aDistributionListensAtItsOwnPortWhereKubernetesNamesAServiceSo(String variable, String port) throws Exception {
        makeDistribution("admin port $SLUICE_ADMIN_PORT");
        assertThat(distribution(Map.of("SLUICE_ADMIN_PORT", variable))).contains("admin port " + port + "\n");
    }

    /** From JDK 19 on these follow the locale, which in containers is none. */
    @Test
    void bothStreamsAreInUtf8WhateverTheLocale() throws Exception {
        makeDistribution("$*");
        assertThat(distribution(Map.of("LC_ALL", "C"))).contains("-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ");
    }

    /** On machines without large pages it would be the first line of each JSON. */
    @Test
    void whatTheJvmWarnsOfGoesToStderr() throws Exception {
        makeDistribution("$*");
        assertThat(distribution(Map.of())).contains("-Xlog:disable -Xlog:all=warning:stderr ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutALocaleArgumentsAreUtf8AndOtherLocalesStay() throws Exception {
        makeDistribution("locale $LC_ALL.");
        assertThat(distribution(Map.of("LC_ALL", "C"))).contains("locale C.UTF-8.");
        assertThat(distribution(Map.of("LC_ALL", "C.utf8"))).contains("locale C.utf8.");
    }

    /** In the background, what sets how the terminal works would be stopped. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyInTheForegroundOfATerminalLinesAreDrawnAgain() throws Exception {
        makeDistribution("$*");
        String sluice = "sh '" + root.resolve("sluice") + "' demo";
        assertThat(inTerminal(sluice)).contains("-Dsluice.terminal=true ");
        assertThat(inTerminal("sh -mc \"" + sluice + " & wait\""))
                .contains("-jar ")
                .doesNotContain("sluice.terminal");
    }

    /** What a command says that is run in a terminal of its own. */
    private String inTerminal(String command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Foreign.program("script", "apt-get install bsdutils"), "-qec", command, "/dev/null");
        builder.environment().putAll(Map.of("JAVA_HOME", root.toString(), "TERM", "xterm", "SHELL", "/bin/sh"));
        builder.redirectInput(Path.of("/dev/null").toFile());
        Process terminal = builder.redirectErrorStream(true).start();
        return new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** As in the image, where no pom.xml lies beside it, with a JVM that says something else as well as its version. */
    private void makeDistribution(String says) throws IOException {
        Files.delete(root.resolve("pom.xml"));
        Path java = root.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho \"version \\\"17.0.1\\\" " + says + "\" >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    /** What a caller of the distribution says. */
    private String distribution(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", root.resolve("sluice").toString(), "caller");
        builder.environment().put("JAVA_HOME", root.toString());
        builder.environment().putAll(environment);
        Process launcher = builder.redirectErrorStream(true).start();
        String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(launcher.waitFor()).as(said).isZero();
        return said;
    }

    private String launch() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", root.resolve("sluice").toString(), "demo");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process launcher = builder.redirectErrorStream(true).start();
        try {
            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(launcher.exitValue()).isEqualTo(1);
            return new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            launcher.destroyForcibly();
        }
    }
}
