package io.sluice.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a limit is counted by is found among four credentials at two endpoints, of two accounts, apps and egresses which cross.
 *
 * <p>Not found so: by headers the app, the account and the endpoint, since calls that are spread evenly tell them apart from the
 * egress by nothing; by refusals the egress and the endpoint.
 */
class LearnedScopeTest {
    private static final int SEEDS = 2;
    private static final List<Caller> CALLERS = callers();

    private static List<Caller> callers() {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String egress = "egress" + (i + 1) / 2 % 2;
            Credential one = new Credential("p", "c" + i, "a" + i / 2, "app" + i % 2, egress, Map.of(), false);
            callers.add(new Caller("items", one));
            callers.add(new Caller("search", one));
        }
        return callers;
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_CALL, 100, 60000, LEGACY, ''",
        "FIRST_CALL, 100, 60000, LEGACY, egress",
        "FIRST_CALL, 100, 60000, NONE,   ''",
        "FIRST_CALL, 100, 60000, NONE,   app",
        "FIRST_CALL, 100, 60000, NONE,   account",
        "FIRST_CALL, 100, 60000, NONE,   credential",
    })
    void whatALimitIsCountedByIsFound(Limiter.Kind kind, long quota, long per, Words words, String scope) {
        Trial.Case tried = new Trial.Case(kind, quota, per, words, 60 * per, scope, CALLERS.size());
        for (long seed = 0; seed < SEEDS; seed++) {
            Loop learned = run(tried, seed, List.of());
            for (Caller one : CALLERS) {
                assertThat(sharing(one, found(learned, one)))
                        .as("seed %d: who shares the budget of %s", seed, one)
                        .isEqualTo(sharing(one, tried.counted()));
            }
            Loop declared = run(tried, seed, List.of(tried.limit()));
            assertThat(1.0 * learned.taken / declared.taken)
                    .as("seed %d: used", seed)
                    .isGreaterThan(0.95);
            assertThat(1.0 * learned.refusedLater / (learned.calls - 100))
                    .as("seed %d: refused", seed)
                    .isLessThan(0.01);
        }
    }

    private static Loop run(Trial.Case tried, long seed, List<Limit> declared) {
        Loop loop = new Loop(tried::limiter, tried.counted(), tried.words(), CALLERS, seed, declared);
        return loop.saturate(tried.millis());
    }

    private static Scope found(Loop loop, Caller who) {
        List<Learned> limits = loop.learner().limits(who.endpoint(), who.credential());
        assertThat(limits).hasSize(1);
        return limits.get(0).limit().scope();
    }

    private static List<Caller> sharing(Caller one, Scope scope) {
        return CALLERS.stream()
                .filter(other -> key(scope, other).equals(key(scope, one)))
                .toList();
    }

    private static ScopeKey key(Scope scope, Caller who) {
        return ScopeKey.of(scope, who.endpoint(), who.credential(), Map.of());
    }
}
