package io.sluice.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Dimension.Label;
import io.sluice.core.provider.Dimension.Param;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.BudgetId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScopeKeyTest {
    private static final Credential ALICE =
            new Credential("api", "alice-1", "alice", "app", "out", Map.of("tier", "gold, really"), false);
    private static final Map<String, String> CHAT = Map.of("chat_id", "7");

    @Test
    void itsTextNamesEveryDimensionInTheOrderOfTheScope() {
        assertThat(key(Fixed.ACCOUNT, new Param("chat_id")).text()).isEqualTo("account=alice,param:chat_id=7");
        assertThat(key(Fixed.values()).text())
                .isEqualTo("provider=api,app=app,account=alice,credential=alice-1,egress=out,endpoint=items");
        assertThat(key(new Label("tier"), new Param("none")).text()).isEqualTo("label:tier=gold%2C really,param:none=");
        assertThat(key()).isEqualTo(ScopeKey.WHOLE);
    }

    @Test
    void withoutACredentialItNamesWhatTheRequestDecides() {
        Scope scope = new Scope(List.of(Fixed.ACCOUNT, Fixed.ENDPOINT, new Param("chat_id")));
        assertThat(ScopeKey.of(scope, "items", null, CHAT).text()).isEqualTo("account=,endpoint=items,param:chat_id=7");
    }

    @Test
    void parametersOfSeveralScopesAreNamedOnceEach() {
        List<Scope> scopes = List.of(
                new Scope(List.of(new Param("b"), Fixed.ACCOUNT)), new Scope(List.of(new Param("a"), new Param("b"))));
        assertThat(ScopeKey.ofParams(scopes, Map.of("a", "1", "b", "2", "c", "3"))
                        .text())
                .isEqualTo("param:a=1,param:b=2");
        assertThat(ScopeKey.ofParams(List.of(new Scope(List.of(Fixed.ACCOUNT))), CHAT))
                .isEqualTo(ScopeKey.WHOLE);
    }

    @Test
    void itTellsWhatItNames() {
        ScopeKey key = key(Fixed.ACCOUNT, new Label("tier"), new Param("chat_id"));
        assertThat(key.value(Fixed.ACCOUNT)).contains("alice");
        assertThat(key.value(new Label("tier"))).contains("gold, really");
        assertThat(key.value(Fixed.EGRESS)).isEmpty();
        assertThat(key.dimensions()).containsExactly(Fixed.ACCOUNT, new Label("tier"), new Param("chat_id"));
        assertThat(ScopeKey.WHOLE.dimensions()).isEmpty();
        assertThat(new ScopeKey("no pairs,100%,param:q=100%").dimensions()).containsExactly(new Param("q"));
    }

    @Test
    void aValueThatLooksLikeAKeyNamesNothingElse() {
        ScopeKey key = ScopeKey.of(new Param("q"), "x,credential=alice");
        assertThat(key.value(Fixed.CREDENTIAL)).isEmpty();
        assertThat(key.dimensions()).containsExactly(new Param("q"));
        assertThat(key.value(new Param("q"))).contains("x,credential=alice");
    }

    @Test
    void ordinaryValuesStandAsTheyAre() {
        for (String value : List.of("a b", "{\"x\":[1;2]}", "caf\u00e9 \ud83d\ude00", "a/b?c&d+e", "")) {
            assertThat(ScopeKey.of(Fixed.ACCOUNT, value).text()).isEqualTo("account=" + value);
        }
    }

    @Test
    void whatNoStoreCouldKeepIsOneValue() {
        assertThat(ScopeKey.of(new Param("q"), "\ud800")).isEqualTo(ScopeKey.of(new Param("q"), "\udfff"));
    }

    @Test
    void theTextOfABudgetIdIsOneLineAndIsReadBack() {
        BudgetId id = new BudgetId("api", "chat", ScopeKey.of(new Param("q"), "a\tb\nc\u0085%09"));
        assertThat(id.text()).isEqualTo("api\tchat\tparam:q=a%09b%0Ac%85%2509");
        assertThat(BudgetId.parse(id.text())).isEqualTo(id);
    }

    @Test
    void differentValuesHaveDifferentKeys() {
        Scope scope = new Scope(List.of(new Param("a"), new Param("b"), new Param("a=,b")));
        String[] parts = {"a", "b", "=", ",", "%", "2C", "3D", "param:", "\t", "x"};
        Random random = new Random(1);
        Map<ScopeKey, Map<String, String>> seen = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Map<String, String> params =
                    Map.of("a", value(parts, random), "b", value(parts, random), "a=,b", value(parts, random));
            ScopeKey key = ScopeKey.of(scope, "", null, params);
            assertThat(seen.computeIfAbsent(key, first -> params)).isEqualTo(params);
            params.forEach(
                    (name, value) -> assertThat(key.value(new Param(name))).contains(value));
        }
    }

    private static String value(String[] parts, Random random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            value.append(parts[random.nextInt(parts.length)]);
        }
        return value.toString();
    }

    private static ScopeKey key(Dimension... scope) {
        return ScopeKey.of(new Scope(List.of(scope)), "items", ALICE, CHAT);
    }
}
