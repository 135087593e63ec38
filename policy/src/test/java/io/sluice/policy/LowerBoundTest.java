package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
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

    private long bound(int requests, int accounts, int apps, String... limits) throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(
                file, "provider: api\nbaseUrl: http://h\nlimits:\n  - " + String.join("\n  - ", limits) + "\n");
        List<Policy> policies = ProviderFiles.load(List.of(file.toString()));
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            credentials.add(new Credential("api", "c" + i, "c" + i, "app" + i % apps, "default", Map.of(), false));
        }
        LowerBound bound = new LowerBound(policies, credentials);
        for (int i = 0; i < requests; i++) {
            bound.add("api", new Matched("other", new Eligible.Any(), Map.of()), 1);
        }
        return bound.millis();
    }
}
