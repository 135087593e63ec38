package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountCountsTest {
    @Test
    void accountsOfEnabledCredentialsCountOnceEach() {
        AccountCounts counts = new AccountCounts(List.of(
                credential("a", "alice", false),
                credential("b", "alice", false),
                credential("c", "bob", false),
                credential("d", "bob", true),
                credential("e", "carol", true)));
        assertThat(counts.of("api")).isEqualTo(2);
        assertThat(counts.of("other")).isZero();
    }

    private static Credential credential(String id, String account, boolean disabled) {
        return new Credential("api", id, account, "api", "default", Map.of(), disabled);
    }
}
