package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.testcontainers.utility.DockerImageName;

/** The images that {@code deploy/local-images} makes. A test is skipped where this machine cannot have them. */
final class LocalImages {
    static final DockerImageName SLUICE = DockerImageName.parse("sluice-local/sluice");
    static final DockerImageName KAFKA =
            DockerImageName.parse("sluice-local/kafka").asCompatibleSubstituteFor("apache/kafka");
    static final DockerImageName REGISTRY = DockerImageName.parse("sluice-local/registry");

    private static final int UNAVAILABLE = 69;

    private LocalImages() {}

    /** Makes them from what the build has just made. */
    static void make() throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", Path.of("local-images").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = script.waitFor();
        assumeTrue(exit != UNAVAILABLE, () -> "skipped: " + said.substring(said.lastIndexOf('\n') + 1));
        assertThat(exit).as(said).isZero();
    }
}
