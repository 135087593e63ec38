package io.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.simulation.Mutant.Edit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds whose limits are learned notice faults of learning: each of these breaks a bound within 500 seeds. */
class LearningMutantsTest {
    private static final int SEEDS = 500;

    static Stream<Mutant> mutants() {
        return Stream.of(
                Mutant.of(
                        "a bucket is taken for a slower one at each restart",
                        "learn/BucketRate.java",
                        "long measured = 1 + LAST / rate.quota();",
                        "long measured = 1;"),
                Mutant.of(
                        "a restart forgets what refusals told",
                        "learn/RefusalLimits.java",
                        "SavedStage.of(kept.saved()).ifPresent(",
                        "SavedStage.of(kept.saved()).filter(form -> !form.isKnown()).ifPresent("),
                Mutant.of(
                        "a quota is never raised again",
                        "learn/Settled.java",
                        "} else if (!trial && since >= trialAfter) {",
                        "} else if (!trial && since < 0) {"),
                new Mutant(
                        "a limit is not lowered by refusals",
                        "learn/Settled.java",
                        List.of(
                                new Edit("if (++surprises > MOST_SURPRISES) {", "if (surprises > MOST_SURPRISES) {"),
                                new Edit("        good = good.per(RoundTimes.within", "        RoundTimes.within"),
                                new Edit(
                                        "(per << Math.min(surprises, 6)) / 400));",
                                        "(per << Math.min(surprises, 6)) / 400);"),
                                new Edit(
                                        "        return FirstWall.anew(run, refused, good);\n    }\n\n    @Override\n    public Stage reopened",
                                        "        return this;\n    }\n\n    @Override\n    public Stage reopened"))),
                Mutant.of(
                        "a trial that was refused is kept to",
                        "learn/Settled.java",
                        "trialAfter;\n            present = good;",
                        "trialAfter;\n            good = present;"),
                Mutant.of(
                        "each credential is taken to have a budget of its own",
                        "learn/RefusalLimits.java",
                        "if (entry.compared || caller == null",
                        "if (byKey.size() > 0 || entry.compared || caller == null"),
                Mutant.of(
                        "all credentials are taken to share a budget",
                        "learn/RefusalLimits.java",
                        "return meanwhile && findings.isSooner(entry, other);",
                        "return other.search.metWall();"),
                Mutant.of(
                        "a quota is taken for one that is larger by an eighth",
                        "learn/WindowSearch.java",
                        "return Settled.of(new Rate(quota, per, false));",
                        "return Settled.of(new Rate(quota + quota / 8, per, false));"),
                Mutant.of(
                        "a window is taken for one that a first call opens",
                        "learn/Rate.java",
                        "new Window.Sliding(perMillis)",
                        "new Window.FirstCall(perMillis)"),
                Mutant.of(
                        "a bucket is measured once",
                        "learn/BucketRate.java",
                        "if (took > 0 && !(muchSlower && proven)) {",
                        "if (took > 0 && !proven && calls < 1) {"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aFaultOfLearningIsFound(Mutant mutant) throws ReflectiveOperationException {
        Optional<String> found = mutant.found(Saturated.class, SEEDS, Saturated::run);
        System.out.println(mutant + ": " + found.orElse("lives"));
        assertThat(found).as(mutant + " lives after " + SEEDS + " seeds").isPresent();
    }
}
