package io.sluice.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import io.sluice.schemas.QueueMetric;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final String WHAT_TO_DO =
            "secret-unavailable: a caller cannot open its secret: --secrets-env, --secrets-dir or --credentials";

    @Test
    void aCredentialThatACallerCannotOpenIsToldWithWhatToDo() {
        Snapshot snapshot = new Snapshot(List.of(held()), List.of(bob()), Set.of(), Set.of());
        List<String> lines = new StatusReport(snapshot, NOW).lines();
        assertThat(lines.get(0)).startsWith("held until ").endsWith(": api, 3 waiting for hold, " + WHAT_TO_DO);
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("api ").endsWith("hold credential=bob, " + WHAT_TO_DO))
                .anySatisfy(line -> assertThat(line).startsWith("api:bob ").endsWith(WHAT_TO_DO));
    }

    @Test
    void ofASlidingLimitNoMoreIsShownThanIsKnownToBeLeft() {
        assertThat(StatusReport.credentialLines(List.of(bob()), NOW).get(1)).contains(" l at least 5/100 ");
    }

    @Test
    void aHoldThatIsOverThrottlesNobody() throws IOException {
        Snapshot snapshot = new Snapshot(List.of(), List.of(bob()), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW).lines()).anyMatch(line -> line.startsWith("api:bob     throttled "));
        StatusReport later = new StatusReport(snapshot, NOW + 1_500);
        assertThat(later.lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("api:bob     active ").doesNotContain("secret"));
        JsonNode bob = new ObjectMapper().readTree(later.json()).at("/credentials/0");
        assertThat(bob.at("/status").asText()).isEqualTo("active");
        assertThat(bob.at("/until").isNull()).isTrue();
        assertThat(bob.at("/holds")).isEmpty();
    }

    /** A hold of the provider closes more than one credential, and says nothing of it. */
    @Test
    void aHoldOfTheWayThatStaysThrottlesNobody() {
        CredentialState state = CredentialState.newBuilder(bob())
                .setUntil(NOW + 9_000)
                .setHolds(List.of(
                        new HoldState("account=bob", NOW + 1_000, "429"), new HoldState("", NOW + 9_000, "503")))
                .build();
        Snapshot snapshot = new Snapshot(List.of(), List.of(state), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW).lines()).anyMatch(line -> line.startsWith("api:bob     throttled "));
        assertThat(new StatusReport(snapshot, NOW + 1_500).lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("api:bob     active ").contains("503"));
    }

    @Test
    void whoNeedsALoginGoesOnToWhateverHoldIsOver() {
        CredentialState state = CredentialState.newBuilder(bob())
                .setStatus("needs-login")
                .setReason("two requests")
                .build();
        Snapshot snapshot = new Snapshot(List.of(), List.of(state), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW + 1_500).lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith("api:bob     needs-login ").endsWith("two requests"));
    }

    @Test
    void ofLinesThatFareAlikeTheOneThatGoesOnFirstIsTold() {
        QueueMetric unknown =
                QueueMetric.newBuilder(held()).setProvider("a").setNextAt(null).build();
        QueueMetric later = QueueMetric.newBuilder(held())
                .setProvider("b")
                .setNextAt(NOW + 9_000)
                .build();
        Snapshot snapshot = new Snapshot(List.of(unknown, later, held()), List.of(), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW).lines().get(0)).contains(": api, ");
        snapshot = new Snapshot(List.of(unknown, later), List.of(), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW).lines().get(0)).contains(": b, ");
        snapshot = new Snapshot(List.of(unknown), List.of(), Set.of(), Set.of());
        assertThat(new StatusReport(snapshot, NOW).lines().get(0)).startsWith("held: a, ");
    }

    @Test
    void aLimitOfTheWholeProviderIsCalledSo() {
        QueueMetric line = QueueMetric.newBuilder(held())
                .setVerdict("waiting-for-budget")
                .setReason("budget")
                .setLimit("told-1")
                .setScopeKey("")
                .build();
        List<String> lines = new StatusReport(new Snapshot(List.of(line), List.of(), Set.of(), Set.of()), NOW).lines();
        assertThat(lines.get(0)).endsWith("3 waiting for limit told-1 of the whole provider");
        assertThat(lines).anyMatch(row -> row.endsWith(" budget told-1 the whole provider"));
    }

    @Test
    void whoBacksOffIsNotNobody() {
        QueueMetric line = QueueMetric.newBuilder(held())
                .setVerdict("flowing")
                .setReason("backoff")
                .setScopeKey(null)
                .setNextAt(null)
                .build();
        StatusReport report = new StatusReport(new Snapshot(List.of(line), List.of(), Set.of(), Set.of()), NOW);
        assertThat(report.isGood()).isTrue();
        assertThat(report.lines().get(0)).isEqualTo("flowing: api, 3 waiting for backoff");
    }

    private static QueueMetric held() {
        return QueueMetric.newBuilder()
                .setSeries("api")
                .setWindowStart(NOW - 500)
                .setWindowEnd(NOW)
                .setProvider("api")
                .setWaiting(3)
                .setVerdict("held")
                .setReason("hold")
                .setScopeKey("credential=bob")
                .setNextAt(NOW + 1_500)
                .build();
    }

    private static CredentialState bob() {
        BudgetState budget = BudgetState.newBuilder()
                .setLimit("l")
                .setScopeKey("account=bob")
                .setEndpoints(List.of("other"))
                .setQuota(100)
                .setUsed(96)
                .setInFlight(0)
                .setOpensAt(NOW - 1)
                .setWindow("sliding")
                .setPerMs(60_000L)
                .build();
        return CredentialState.newBuilder()
                .setProvider("api")
                .setCredential("bob")
                .setAccount("bob")
                .setApp("api")
                .setEgress("default")
                .setStatus("throttled")
                .setReason("secret-unavailable")
                .setSince(0)
                .setUntil(NOW + 1_500)
                .setHolds(List.of(new HoldState("credential=bob", NOW + 1_500, "secret-unavailable")))
                .setBudgets(List.of(budget))
                .setCounts(Map.of())
                .build();
    }
}
