package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
