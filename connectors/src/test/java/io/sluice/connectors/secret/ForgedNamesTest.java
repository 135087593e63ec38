package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write to a topic chooses names, and what is said of a secret has them in it. */
class ForgedNamesTest {
    private static final String ESCAPE = "\u001b]0;mine\u0007\u009b2J";

    @TempDir
    Path folder;

    @Test
    void namesFromATopicForgeNoLineOfALogAndReachNoTerminalAsCommands() throws IOException {
        CredentialId forged = new CredentialId("api", "x\n12:00:00.000 ERROR all is lost");
        ReferenceRules rules = new ReferenceRules(Optional.of(folder), Optional.of("SLUICE_SECRET_"));
        try (SecretVault vault = new SecretVault(KeyFolder.open(folder), rules, List.of(), name -> null)) {
            for (SecretSource source :
                    List.of(new SecretSource.Env(ESCAPE), new SecretSource.InFile(Path.of("a" + ESCAPE)))) {
                vault.define(new TopicSecret(forged, Map.of("token\r", source)));

                assertThat(vault.trials())
                        .singleElement()
                        .satisfies(trouble -> assertThat(trouble.orElseThrow().getMessage())
                                .contains("]0;mine")
                                .doesNotContainPattern("\\p{Cc}"));
            }
        }
    }

    @Test
    void twoLongPathsAreShownInFull() {
        String message = "x".repeat(4_096) + " may not be sent to https://a.example; add it to " + "y".repeat(4_096);

        assertThat(SecretException.originNotAllowed(message)).hasMessage(message);
    }
}
