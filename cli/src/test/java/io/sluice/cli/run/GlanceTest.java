package io.sluice.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlanceTest {
    private static final long NOW = 1_000_000;
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    @Test
    void aLineTellsDoneWaitingInFlightBudgetsNextWindowAndEnd() {
        Glance glance = new Glance(
                100,
                25,
                5,
                List.of(credential("alice", 10, 800L), credential("bob", 4, null)),
                5_000,
                OptionalLong.of(15_000),
                NOW);
        assertThat(glance.line(8))
                .isEqualTo(
                        "25 of 100 done, 70 waiting, 5 in flight, 5.0 s gone, about 15.0 s left; next window opens in 0.8 s;"
                                + " alice l 0/10 left, opens in 0.8 s, bob l 6/10 left");
    }

    @Test
    void anEndOnAnotherDayIsToldWithItsDay() {
        long left = TimeUnit.DAYS.toMillis(3);
        LocalDate day =
                Instant.ofEpochMilli(NOW + left).atZone(ZoneId.systemDefault()).toLocalDate();
        assertThat(new Glance(9, 1, 0, List.of(), 1_000, OptionalLong.of(left), NOW).block(24))
                .anyMatch(line -> line.contains("about 72 h 00 min left, end at " + day + " "));
        assertThat(new Glance(9, 1, 0, List.of(), 1_000, OptionalLong.of(0), NOW).block(24))
                .anyMatch(line -> line.matches(".*, end at \\d\\d:\\d\\d:\\d\\d"));
    }

    @Test
    void aSpentBudgetThatNobodyKnowsTheOpeningOfWaitsForAnswers() {
        Glance glance = new Glance(9, 1, 0, List.of(credential("alice", 10, null)), 1_000, UNKNOWN, NOW);
        assertThat(glance.line(8)).contains("answers are awaited", "alice l 0/10 left");
    }

    @Test
    void aBudgetWhoseWindowHasTurnedIsWholeAgain() {
        Glance glance = new Glance(9, 1, 0, List.of(credential("alice", 10, -5L)), 1_000, UNKNOWN, NOW);
        assertThat(glance.line(8))
                .contains("a budget is open", "alice l 10/10 left")
                .doesNotContain("opens in");
    }

    /** Nothing listens at the API, and nothing has been answered yet. */
    @Test
    void aHoldOnAllOfAProviderIsToldWithItsReason() {
        CredentialState held = credential("alice", 4, null, new HoldState("", NOW + 2_500, "connection-refused"));
        Glance glance = new Glance(9, 0, 0, List.of(held, credential("bob", 4, null)), 1_000, UNKNOWN, NOW);
        assertThat(glance.line(0)).contains("end not known yet; held for 2.5 s: connection-refused");
        assertThat(glance.block(24))
                .contains(
                        "9 waiting, 0 in flight; 1.0 s gone, end not known yet", "held for 2.5 s: connection-refused");
    }

    @Test
    void whatHoldsEachCredentialIsToldToo() {
        CredentialState alice =
                credential("alice", 4, null, new HoldState("credential=alice", NOW + 2_000, "secret-unavailable"));
        CredentialState bob = credential("bob", 4, null, new HoldState("credential=bob", NOW + 1_500, "secret-unfit"));
        assertThat(new Glance(9, 0, 0, List.of(alice, bob), 1_000, UNKNOWN, NOW).line(0))
                .contains("held for 1.5 s: secret-unfit");
        assertThat(new Glance(9, 0, 0, List.of(alice, credential("eve", 4, null)), 1_000, UNKNOWN, NOW).line(0))
                .contains("a budget is open");
    }

    @Test
    void ofSeveralProvidersTheHeldOnesAreNamedAndTheOthersGoOn() {
        CredentialState held = credentialOf("dead", "alice", 4, null, new HoldState("", NOW + 2_500, "tls-failed"));
        CredentialState other = credentialOf("alive", "bob", 10, 800L);
        assertThat(new Glance(9, 1, 0, List.of(other, held), 1_000, UNKNOWN, NOW).line(0))
                .contains("; dead is held for 2.5 s: tls-failed, next window opens in 0.8 s");
        assertThat(new Glance(9, 1, 0, List.of(other, held), 1_000, UNKNOWN, NOW).block(24))
                .contains("dead is held for 2.5 s: tls-failed", "next window opens in 0.8 s");
    }

    @Test
    void aBlockIsNoHigherThanTheTerminalAndSaysWhatItLeavesOut() {
        List<CredentialState> many = IntStream.range(0, 50)
                .mapToObj(i -> credential("c" + i, 0, null))
                .toList();
        List<String> block = new Glance(9, 1, 0, many, 1_000, UNKNOWN, NOW).block(10);
        assertThat(block).hasSize(10);
        assertThat(block.get(0)).startsWith("[###...").endsWith("11%  1 of 9 done");
        assertThat(block.get(9)).isEqualTo("  and 44 more");
        assertThat(block).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void nothingToDoIsAllDone() {
        assertThat(new Glance(0, 0, 0, List.of(), 0, OptionalLong.of(0), NOW)
                        .block(24)
                        .get(0))
                .contains("100%  0 of 0 done");
    }

    private static CredentialState credential(String id, long used, Long opensIn, HoldState... holds) {
        return credentialOf("api", id, used, opensIn, holds);
    }

    private static CredentialState credentialOf(
            String provider, String id, long used, Long opensIn, HoldState... holds) {
        Long opensAt = opensIn == null ? null : Long.valueOf(NOW + opensIn);
        return CredentialState.newBuilder()
                .setProvider(provider)
                .setCredential(id)
                .setAccount(id)
                .setApp("api")
                .setEgress("default")
                .setStatus("active")
                .setSince(0)
                .setHolds(List.of(holds))
                .setBudgets(List.of(new BudgetState(
                        "l",
                        "account=" + id,
                        List.of("other"),
                        10L,
                        used,
                        0L,
                        opensAt,
                        "first-call",
                        60_000L,
                        0L,
                        null,
                        null)))
                .setCounts(Map.of())
                .build();
    }
}
