package io.sluice.policy.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.explain.Explanation;
import io.sluice.schemas.ApiRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels of credentials that are missing or mistyped: nothing is overspent for it, and it can be seen. */
class LabelsTest {
    private static final String API = """
            provider: api
            baseUrl: https://api.example
            limits:
            """;
    private static final String BY_DEVELOPER =
            API + "  - { name: shared, scope: [\"label:developer\"], quota: 3, per: 1h, window: first-call }";
    private static final String BY_PLAN = API
            + "  - { name: hourly, scope: [account], quota: { label: plan, of: { pro: 4, free: 2 } }, per: 1h, window: first-call }";
    private static final String AS_APP = API
            + "  - { name: as-app, when: { label: { auth: app } }, scope: [app], quota: 3, per: 1h, window: first-call }";

    @Test
    void credentialsWithoutTheLabelOfAScopeShareOneBudget() {
        Story.of(BY_DEVELOPER)
                .credential("alice", Map.of("develper", "a"))
                .credential("bob", Map.of("Developer", "b"))
                .requests("r", 10, "GET /x")
                .expectCalls(3);
    }

    @Test
    void aCredentialOfAPlanThatTheFileDoesNotNameHasTheLeastQuota() {
        Story.of(BY_PLAN)
                .credential("alice", Map.of("plan", "Pro"))
                .requests("r", 5, "GET /x")
                .expectCalls(2);
    }

    @Test
    void aPlanThatTheFileNamesHasItsOwnQuotaAlone() {
        Story.of(BY_PLAN)
                .credential("alice", Map.of("plan", "pro"))
                .requests("r", 9, "GET /x")
                .expectCalls(4);
    }

    @Test
    void aLimitThatCountsNoneOfTheCredentialsIsExplained() throws RequestRefused {
        assertThat(explained("ap")).anyMatch(line -> line.contains("as-app") && line.contains("counts none"));
        assertThat(explained("app")).anyMatch(line -> line.contains("as-app") && line.contains("takes 1 of app=app"));
    }

    private static List<String> explained(String auth) throws RequestRefused {
        ApiRequest request =
                ApiRequest.newBuilder().setProvider("api").setPath("/x").build();
        Credential bot = new Credential("api", "bot", "bot", "app", "default", Map.of("auth", auth), false);
        return Explanation.of(Story.of(AS_APP).policy, request, List.of(bot)).lines();
    }

    @Test
    void whatIsToldToBeUsedIsTakenFromTheQuotaOfTheCredentialsOwnPlan() {
        Story story =
                Story.of("""
                        provider: api
                        baseUrl: https://api.example
                        accounts: own
                        limits:
                          - { name: hourly, scope: [account], quota: { label: plan, of: { free: 60, pro: 900 } }, per: 1h, window: first-call }
                        signals: [{ limit: hourly, used: x-used }]
                        """).credential("alice", Map.of("plan", "free")).credential("bob", Map.of("plan", "pro"));
        for (int i = 1; i <= 1_000; i++) {
            story.request("a" + i, "GET /x", "alice").request("b" + i, "GET /x", "bob");
        }
        Map<String, Integer> used = new HashMap<>();
        story.run(
                60_000,
                (call, at) -> new Api.Reply(200, "x-used: " + used.merge(call.credential(), 1, Integer::sum), "{}"));
        assertThat(story.made("a")).hasSize(60);
        assertThat(story.made("b")).hasSize(900);
    }
}
