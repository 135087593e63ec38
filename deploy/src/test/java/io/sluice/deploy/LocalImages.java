package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.testcontainers.utility.DockerImageName;

/** The images that {@code deploy/local-images} makes. A test is skipped where this machine cannot have them. */
final class LocalImages {
    static final DockerImageName SLUICE = DockerImageName.parse("sluice-local/sluice");
    static final DockerImageName KAFKA =
            DockerImageName.parse("sluice-local/kafka").asCompatibleSubstituteFor("apache/kafka");
    static final DockerImageName REGISTRY = DockerImageName.parse("sluice-local/registry");

    private static final int UNAVAILABLE = 69;

    private static Ended script;

    private LocalImages() {}

    /** Makes them, once, from what the build has just made. */
    static synchronized void require() throws IOException, InterruptedException {
        if (script == null) {
            script = Ended.of(List.of("sh", "local-images"));
        }
        assumeTrue(script.status() != UNAVAILABLE, () -> "skipped: " + script.lastLine());
        assertThat(script.status()).as(script.said()).isZero();
    }
}
