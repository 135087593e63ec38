package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.schedule.Eligible;
import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowerBoundTest {
    @TempDir
    private Path folder;

    @Test
    void twoHundredRequestsOnTwoAccountsOf20Per3sTake12s() throws IOException {
        assertThat(bound(200, 2, 1, "{ name: a, scope: [account], quota: 20, per: 3s, window: first-call }"))
                .isEqualTo(12_000);
    }

    @Test
    void theLargestOfSeveralLimitsCounts() throws IOException {
        assertThat(bound(
                        150,
                        4,
                        2,
                        "{ name: a, scope: [account], quota: 10, per: 2s, window: first-call }",
                        "{ name: b, scope: [app], quota: 15, per: 3s, window: first-call }"))
                .isEqualTo(12_000);
    }

    @Test
    void sixHundredRequestsOnFourAccountsOf30Per2sTake8s() throws IOException {
        assertThat(bound(600, 4, 1, "{ name: a, scope: [account], quota: 30, per: 2s, window: sliding }"))
                .isEqualTo(8_000);
    }

    @Test
    void aBucketGivesItsQuotaAtOnceAndTheRestEvenly() throws IOException {
        assertThat(bound(25, 1, 1, "{ name: a, scope: [account], quota: 10, per: 10s, window: bucket }"))
                .isEqualTo(15_000);
    }

    @Test
    void oneCallMoreThanTheQuotaNeedsOneWindowMore() throws IOException {
        String limit = "{ name: a, scope: [account], quota: 20, per: 3s, window: first-call }";
        assertThat(bound(20, 1, 1, limit)).isZero();
        assertThat(bound(21, 1, 1, limit)).isEqualTo(3_000);
    }

    @Test
    void calendarWindowsCountOnlyBetweenTheFirstAndTheLast() throws IOException {
        String limit = "{ name: a, scope: [account], quota: 10, per: 3s, window: calendar }";
        assertThat(bound(10, 1, 1, limit)).isZero();
        assertThat(bound(20, 1, 1, limit)).isZero();
        assertThat(bound(21, 1, 1, limit)).isEqualTo(3_000);
        assertThat(bound(31, 1, 1, limit)).isEqualTo(6_000);
    }

    @Test
    void daysAndMonthsAreAsShortAsTheyCanBe() throws IOException {
        String day = "{ name: a, scope: [account], quota: 1, window: calendar, calendar: { every: day, zone: %s } }";
        long hour = 3_600_000L;
        assertThat(bound(3, 1, 1, day.formatted("UTC"))).isEqualTo(24 * hour);
        assertThat(bound(3, 1, 1, day.formatted("Europe/Paris"))).isEqualTo(23 * hour);
        assertThat(bound(4, 1, 1, day.formatted("Europe/Paris"))).isEqualTo(47 * hour);
        String month = "{ name: a, scope: [account], quota: 1, window: calendar, calendar: { every: month } }";
        assertThat(bound(3, 1, 1, month)).isEqualTo(28 * 24 * hour);
        assertThat(bound(4, 1, 1, month)).isEqualTo((28 + 31) * 24 * hour);
    }

    @Test
    void callsAtTheSameTimeForceNothing() throws IOException {
        assertThat(bound(500, 1, 1, "{ name: a, scope: [provider], quota: 1, window: concurrent }"))
                .isZero();
    }

    @Test
    void aBucketsLastCallWaitsForItsWholeToken() throws IOException {
        assertThat(bound(11, 1, 1, "{ name: a, scope: [account], quota: 3, per: 1s, window: bucket }"))
                .isEqualTo(2_667);
    }

    @Test
    void aQuotaThatOnlyAnswersTellForcesNothingThatIsKnown() throws IOException {
        assertThat(bound(30, 1, 1, "{ name: a, scope: [account], quota: told, per: 1m, window: first-call }"))
                .isZero();
    }

    @Test
    void whatCostsMoreThanTheQuotaFillsOneWindow() throws IOException {
        LowerBound bound = lowerBound(1, 1, "{ name: a, scope: [account], quota: 5, per: 2s, window: first-call }");
        add(bound, 1, new Eligible.Any(), 10);
        assertThat(bound.millis()).isZero();
        add(bound, 2, new Eligible.Any(), 10);
        assertThat(bound.millis()).isEqualTo(4_000);
    }

    @Test
    void requestsThatNameAccountsShareTheBudgetOfTheirApp() throws IOException {
        LowerBound bound = lowerBound(2, 1, "{ name: a, scope: [app], quota: 10, per: 1s, window: sliding }");
        add(bound, 50, new Eligible.OfAccount("c0"), 1);
        add(bound, 50, new Eligible.OfAccount("c1"), 1);
        assertThat(bound.millis()).isEqualTo(9_000);
    }

    @Test
    void requestsOfAnyAccountFillUpWhatNamedOnesLeave() throws IOException {
        LowerBound bound = lowerBound(2, 1, "{ name: a, scope: [account], quota: 20, per: 3s, window: first-call }");
        add(bound, 20, new Eligible.OfAccount("c0"), 1);
        add(bound, 20, new Eligible.OfAccount("c1"), 1);
        add(bound, 20, new Eligible.Any(), 1);
        assertThat(bound.millis()).isEqualTo(3_000);
    }

    @Test
    void requestsOfOneCredentialLeaveTheOthersToTheRest() throws IOException {
        LowerBound bound = lowerBound(2, 2, "{ name: a, scope: [credential], quota: 10, per: 1s, window: sliding }");
        add(bound, 30, new Eligible.One("c0"), 1);
        add(bound, 30, new Eligible.Any(), 1);
        assertThat(bound.millis()).isEqualTo(2_000);
    }

    @Test
    void aCredentialCountsForItsOwnAccountAlone() throws IOException {
        LowerBound bound = lowerBound(2, 1, "{ name: a, scope: [credential], quota: 10, per: 1s, window: sliding }");
        add(bound, 50, new Eligible.OneOfAccount("c0", "c1"), 1);
        assertThat(bound.millis()).as("nobody can serve them").isZero();
        add(bound, 30, new Eligible.OneOfAccount("c0", "c0"), 1);
        assertThat(bound.millis()).isEqualTo(2_000);
    }

    @Test
    void accountsWithCredentialsOfSeveralAppsSpreadOverThem() throws IOException {
        List<Policy> policies = policies("{ name: a, scope: [app], quota: 1, per: 1s, window: sliding }");
        List<Credential> credentials = List.of(
                credential("1", "alice", "x"),
                credential("2", "alice", "y"),
                credential("3", "bob", "y"),
                credential("4", "bob", "z"),
                credential("5", "carol", "u"));
        LowerBound bound = new LowerBound(policies, credentials);
        add(bound, 5, new Eligible.OfAccount("alice"), 1);
        add(bound, 4, new Eligible.OfAccount("bob"), 1);
        assertThat(bound.millis()).as("nine over x, y and z").isEqualTo(2_000);
        add(bound, 1, new Eligible.OfAccount("bob"), 1);
        assertThat(bound.millis()).as("ten over x, y and z").isEqualTo(3_000);
        add(bound, 6, new Eligible.Any(), 1);
        assertThat(bound.millis()).as("sixteen over all four").isEqualTo(3_000);
    }

    @Test
    void costsAreUnitsAndTwoCallsThatDoNotFitTogetherNeedTwoWindows() throws IOException {
        String limit = "{ name: a, scope: [account], quota: 10, per: 1s, window: first-call }";
        LowerBound whole = lowerBound(1, 1, limit);
        add(whole, 10, new Eligible.Any(), 5);
        assertThat(whole.millis()).isEqualTo(4_000);
        LowerBound bulky = lowerBound(1, 1, limit);
        add(bulky, 10, new Eligible.Any(), 6);
        add(bulky, 10, new Eligible.Any(), 1);
        assertThat(bulky.millis()).isEqualTo(9_000);
    }

    @Test
    void eachValueOfAParameterAndEachEndpointHasABudgetOfItsOwn() throws IOException {
        LowerBound chats = lowerBound(1, 1, "{ name: a, scope: [\"param:chat\"], quota: 1, per: 1s, window: sliding }");
        for (int i = 0; i < 6; i++) {
            String chat = i < 4 ? "busy" : "quiet";
            chats.add("api", new Matched("other", new Eligible.Any(), Map.of("chat", chat), Cost.ONE));
        }
        assertThat(chats.millis()).isEqualTo(3_000);
        LowerBound endpoints = lowerBound(1, 1, "{ name: a, scope: [endpoint], quota: 1, per: 1s, window: sliding }");
        for (int i = 0; i < 6; i++) {
            endpoints.add("api", new Matched(i < 4 ? "other" : "items", new Eligible.Any(), Map.of(), Cost.ONE));
        }
        assertThat(endpoints.millis()).isEqualTo(3_000);
    }

    @Test
    void whatNobodyCanServeForcesNothing() throws IOException {
        LowerBound bound = lowerBound(1, 1, "{ name: a, scope: [account], quota: 1, per: 1s, window: sliding }");
        add(bound, 50, new Eligible.OfAccount("nobody"), 1);
        assertThat(bound.millis()).isZero();
    }

    private long bound(int requests, int accounts, int apps, String... limits) throws IOException {
        LowerBound bound = lowerBound(accounts, apps, limits);
        add(bound, requests, new Eligible.Any(), 1);
        return bound.millis();
    }

    private static void add(LowerBound bound, int requests, Eligible eligible, long cost) {
        for (int i = 0; i < requests; i++) {
            bound.add("api", new Matched("other", eligible, Map.of(), Cost.of(cost)));
        }
    }

    private LowerBound lowerBound(int accounts, int apps, String... limits) throws IOException {
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            credentials.add(credential("c" + i, "c" + i, "app" + i % apps));
        }
        return new LowerBound(policies(limits), credentials);
    }

    private List<Policy> policies(String... limits) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                "provider: api\nbaseUrl: http://h\nendpoints: [{ name: items, match: GET /items }]\nlimits:\n  - "
                        + String.join("\n  - ", limits) + "\n");
        return ProviderFiles.load(List.of(file.toString()));
    }

    private static Credential credential(String id, String account, String app) {
        return new Credential("api", id, account, app, "default", Map.of(), false);
    }
}
