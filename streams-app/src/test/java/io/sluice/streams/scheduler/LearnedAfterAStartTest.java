package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.Test;

/** What was learned before a start is shown after it, before anything is called. */
class LearnedAfterAStartTest extends WithRig {
    @Test
    void aLearnedLimitIsShownWithItsDate() throws Exception {
        rig.write(rig.topics.providers(), "told", """
                {"provider":"told","baseUrl":"http://127.0.0.1:1"}""");
        rig.write(rig.topics.credentials(), "told:bob", """
                {"id":"bob","provider":"told","secret":{"token":{"env":"X"}}}""");
        rig.write(rig.topics.requests(), "told", """
                {"id":"a","provider":"told","path":"/"}""");
        TestOutputTopic<String, byte[]> states = rig.out(rig.topics.credentialState());
        ApiCall call = rig.call();
        rig.answered(
                call,
                200,
                Map.of(
                        "ratelimit-limit", List.of("30"),
                        "ratelimit-remaining", List.of("29"),
                        "ratelimit-policy", List.of("30;w=60"),
                        "ratelimit-reset", List.of("60")));
        rig.tick(2_000);
        BudgetState before = shown(states);
        assertThat(before.getQuota()).isEqualTo(30);
        assertThat(before.getLearnedAt()).isNotNull();

        rig.tick(120_000);
        states.readKeyValuesToList();
        rig.beginAnew();
        rig.tick(2_000);
        BudgetState after = shown(states);
        assertThat(after.getUsed()).isZero();
        assertThat(after.getQuota()).isEqualTo(30);
        assertThat(after.getLearnedAt()).isEqualTo(before.getLearnedAt());
        assertThat(after.getScopeKey()).isEqualTo(before.getScopeKey());
        assertThat(after.getEndpoints()).isEqualTo(before.getEndpoints());
    }

    private BudgetState shown(TestOutputTopic<String, byte[]> states) {
        List<CredentialState> bobs = states.readKeyValuesToList().stream()
                .filter(one -> one.key.equals("told:bob"))
                .map(one -> rig.topics.credentialState().read(one.value))
                .toList();
        assertThat(bobs).isNotEmpty();
        assertThat(bobs.get(bobs.size() - 1).getBudgets()).hasSize(1);
        return bobs.get(bobs.size() - 1).getBudgets().get(0);
    }
}
