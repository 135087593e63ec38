package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.SecretVault;
import io.sluice.connectors.secret.TrustedSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCheckTest {
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private final List<String> lookedUp = new ArrayList<>();
    private SecretVault vault;
    private SecretCheck check;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        vault = new SecretVault(
                KeyFolder.open(folder), ReferenceRules.none(), List.of(secret("ALICE"), secret("BOB")), this::lookUp);
        check = new SecretCheck(vault, () -> {});
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Test
    void eachSecretIsTriedOnceAtStart() {
        check.lookAtAll();

        assertThat(lookedUp).containsExactlyInAnyOrder("ALICE", "BOB");
    }

    @Test
    void whoOpensNothingAtStartIsUselessAndUsefulAsSoonAsOneOpens() {
        check.lookAtAll();
        assertThat(check.isUseful()).isFalse();
        assertThat(check.unready()).get().asString().startsWith("cannot open 2 of 2 credentials");

        environment.put("BOB", "hunter2");
        check.look();
        assertThat(check.isUseful()).isTrue();
        assertThat(check.unready()).isEmpty();
    }

    @Test
    void whoOpensOneIsUseful() {
        environment.put("ALICE", "hunter2");
        check.lookAtAll();

        assertThat(check.isUseful()).isTrue();
    }

    @Test
    void whoWasUsefulIsUselessOnlyWhenTheLastSecretStaysAwayAndUsefulAgainOnlyWhenOneStays() {
        environment.put("ALICE", "hunter2");
        check.lookAtAll();

        environment.clear();
        look(SecretCheck.LASTING - 1, true);
        environment.put("BOB", "hunter2");
        look(1, true);
        environment.clear();
        look(SecretCheck.LASTING - 1, true);
        look(1, false);
        assertThat(check.unready()).isPresent();

        environment.put("BOB", "hunter2");
        look(SecretCheck.LASTING - 1, false);
        environment.clear();
        look(1, false);
        environment.put("BOB", "hunter2");
        look(SecretCheck.LASTING - 1, false);
        look(1, true);
        assertThat(check.unready()).isEmpty();
    }

    private void look(int times, boolean useful) {
        for (int i = 0; i < times; i++) {
            check.look();
            assertThat(check.isUseful()).as("after look %d", i + 1).isEqualTo(useful);
        }
    }

    private String lookUp(String variable) {
        lookedUp.add(variable);
        return environment.get(variable);
    }

    private static TrustedSecret secret(String variable) {
        return new TrustedSecret(
                new CredentialId("twitter", variable),
                Map.of("token", new SecretSource.Env(variable)),
                Set.of(Origin.of("https://api.twitter.com")));
    }
}
