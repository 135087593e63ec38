package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that shows budgets is asked once for each credential, before anybody's first call. */
class ProbesTest extends WithRig {
    @Override
    int partitions() {
        return 1;
    }

    @BeforeEach
    void aProviderThatShowsBudgets() {
        rig.write(rig.topics.providers(), "shows", """
                {"provider":"shows","baseUrl":"http://127.0.0.1:1",
                 "endpoints":[{"name":"status","match":"GET /rate_limit"},{"name":"read","match":"GET /**"}],
                 "limits":[{"name":"hourly","endpoints":["read"],"scope":["account"],"quota":5,"per":"1h","window":"first-call"}],
                 "status":[{"request":"GET /rate_limit","atStart":true,"tells":[
                   {"limit":"hourly","quota":{"json":"/limit"},"remaining":{"json":"/remaining"},
                    "reset":{"json":"/reset","as":"delta-seconds"}}]}]}""");
        rig.write(rig.topics.credentials(), "shows:bob", """
                {"id":"bob","provider":"shows","secret":{"token":{"env":"X"}}}""");
        rig.tick(100);
    }

    @Test
    void itsAnswerFillsTheBudgetsInAndNobodyGetsAResponse() {
        ApiCall probe = rig.call();
        assertThat(probe.getUrl()).isEqualTo("http://127.0.0.1:1/rate_limit");
        assertThat(probe.getCredential()).isEqualTo("bob");
        rig.answered(probe, 200, "{\"limit\":5,\"remaining\":1,\"reset\":5}");
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.write(rig.topics.requests(), "shows", "{\"id\":\"a\",\"provider\":\"shows\",\"path\":\"/x\"}");
        rig.write(rig.topics.requests(), "shows", "{\"id\":\"b\",\"provider\":\"shows\",\"path\":\"/x\"}");
        assertThat(rig.call().getRequestId()).isEqualTo("a");
        rig.tick(4_000);
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.tick(1_500);
        assertThat(rig.call().getRequestId()).isEqualTo("b");
    }

    @Test
    void itIsAskedOnceThoughItsCredentialIsWrittenAgain() {
        rig.answered(rig.call(), 404, "{}");
        rig.write(rig.topics.credentials(), "shows:bob", """
                {"id":"bob","provider":"shows","secret":{"token":{"env":"Y"}}}""");
        rig.tick(1_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aCredentialIsAskedForOnlyOnceItCanBeUsed() throws Exception {
        rig.answered(rig.call(), 403, "{}");
        carol(true);
        rig.tick(100);
        rig.beginAnew();
        rig.tick(100);
        rig.answered(rig.call(), 404, "{}");
        assertThat(rig.waiting()).isEmpty();
        carol(false);
        rig.tick(100);
        assertThat(rig.call().getCredential()).isEqualTo("carol");
    }

    @Test
    void aCredentialThatMustLogInIsNotAskedForAfterAStart() throws Exception {
        rig.answered(rig.call(), 401, "{}");
        rig.tick(1_000);
        rig.answered(rig.nextCall(), 401, "{}");
        rig.waiting();
        rig.beginAnew();
        rig.tick(100);
        assertThat(rig.waiting()).noneMatch(id -> !id.endsWith(" over"));
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void whatWaitedToBeAskedForIsAskedForAnewAfterAStart() throws Exception {
        rig.answered(rig.call(), 429, Map.of("retry-after", List.of("60")));
        assertThat(rig.waiting()).hasSize(1);
        for (int starts = 1; starts <= 2; starts++) {
            rig.tick(10);
            rig.beginAnew();
            rig.tick(100);
            List<String> waits = rig.waiting();
            assertThat(waits).hasSize(2).first().asString().endsWith(" over");
        }
        rig.tick(60_000);
        assertThat(rig.allCalls()).hasSize(1);
    }

    private void carol(boolean disabled) {
        rig.write(
                rig.topics.credentials(),
                "shows:carol",
                "{\"id\":\"carol\",\"provider\":\"shows\",\"disabled\":" + disabled
                        + ",\"secret\":{\"token\":{\"env\":\"X\"}}}");
    }
}
