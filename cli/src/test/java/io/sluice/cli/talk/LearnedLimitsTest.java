package io.sluice.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import io.sluice.policy.Policy;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedLimitsTest {
    private static final long AT = 1_795_000_000_000L;

    @Test
    void whatWasLearnedIsALimitOfAProvidersFile(@TempDir Path folder) throws IOException {
        List<String> lines = LearnedLimits.of(List.of(credential("alice", AT), credential("bob", AT)))
                .lines();
        assertThat(lines).hasSize(3).contains("  # learned from headers, 2026-11-18T11:06Z");
        Path file = folder.resolve("api.yaml");
        Files.write(file, List.of("provider: api", "baseUrl: http://api.example"));
        Files.write(file, lines, java.nio.file.StandardOpenOption.APPEND);
        Policy policy = ProviderFiles.load(List.of(file.toString())).get(0);
        Limit limit = policy.provider().endpoint("other").limits().get(0);
        assertThat(limit.toString()).isEqualTo("told-1 [account] 100 FirstCall[perMillis=60000]");
    }

    @Test
    void whereAccountsAreAllowedDifferentlyTheStrictestIsWritten() {
        CredentialState larger = credential("bob", AT, 900);
        List<String> lines =
                LearnedLimits.of(List.of(larger, credential("alice", AT))).lines();
        assertThat(lines).anyMatch(line -> line.contains("quota: 100,")).anyMatch(line -> line.contains("strictest"));
    }

    @Test
    void whatTheFileDeclaresWasNotLearned() {
        assertThat(LearnedLimits.of(List.of(credential("alice", null))).isEmpty())
                .isTrue();
    }

    @Test
    void aFirstGuessIsNotWritten() {
        CredentialState declared = credential("alice", null);
        BudgetState guessed = BudgetState.newBuilder(declared.getBudgets().get(0))
                .setLearnedFrom("refusals")
                .build();
        CredentialState shown = CredentialState.newBuilder(declared)
                .setBudgets(List.of(guessed))
                .build();
        assertThat(LearnedLimits.of(List.of(shown)).isEmpty()).isTrue();
    }

    private static CredentialState credential(String id, @Nullable Long learnedAt) {
        return credential(id, learnedAt, 100);
    }

    private static CredentialState credential(String id, @Nullable Long learnedAt, long quota) {
        BudgetState budget = new BudgetState(
                "told-1",
                "account=" + id,
                List.of("other"),
                quota,
                3L,
                0L,
                null,
                "first-call",
                60_000L,
                0L,
                learnedAt,
                learnedAt == null ? null : "headers");
        return CredentialState.newBuilder()
                .setProvider("api")
                .setCredential(id)
                .setAccount(id)
                .setApp("api")
                .setEgress("default")
                .setStatus("active")
                .setSince(0)
                .setHolds(List.of())
                .setBudgets(List.of(budget))
                .setCounts(Map.of())
                .build();
    }
}
