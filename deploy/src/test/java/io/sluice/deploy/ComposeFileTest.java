package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docker-compose.yml as 1.29 and as v2 read it, whichever of them this machine has. */
class ComposeFileTest {
    static Stream<List<String>> composes() {
        return Stream.of(List.of("docker-compose"), List.of("docker", "compose"));
    }

    @ParameterizedTest
    @MethodSource("composes")
    void isTakenWithItsDefaultsAndWithLocalImages(List<String> compose) throws Exception {
        assumeTrue(isThere(compose), () -> "skipped: " + String.join(" ", compose) + " is not installed");
        assertThat(config(compose)).contains("eclipse-temurin:17-jre");
        assertThat(config(compose, "--env-file", "local.env")).contains("sluice-local/kafka");
    }

    private static boolean isThere(List<String> compose) throws InterruptedException {
        try {
            return Ended.of(concat(compose, "version")).status() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static String config(List<String> compose, String... flags) throws Exception {
        List<String> file = concat(concat(compose, flags), "-f", "../docker-compose.yml", "config");
        Ended config = Ended.of(file);
        assertThat(config.status()).as(config.said()).isZero();
        return config.said();
    }

    private static List<String> concat(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
