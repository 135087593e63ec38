package io.sluice.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/ /",
                "/caf\u00e9/\u20ac /caf%C3%A9/%E2%82%AC",
                "/\uD83D\uDE00 /%F0%9F%98%80",
                "/a|b{c}^`<>\"[] /a%7Cb%7Bc%7D%5E%60%3C%3E%22%5B%5D",
                "/a%7eb%2fc%c3%a9 /a~b%2Fc%C3%A9",
                "/sites/http%3A%2F%2Fexample.com%2F/q /sites/http%3A%2F%2Fexample.com%2F/q",
                "/a;v=1,2:3@4!$&'()*+=... /a;v=1,2:3@4!$&'()*+=...",
                "/a..;b/...;c/a;../a%3b.. /a..;b/...;c/a;../a%3B..",
            })
    void aPathIsEncodedWhereItMayBeAndNormalised(String path, String wire) {
        assertThat(Target.of(path)).isEqualTo(new Target(wire, null));
    }

    @Test
    void aSpaceIsEncodedInPathAndQuery() {
        assertThat(Target.of("/a b?c d")).isEqualTo(new Target("/a%20b", "c%20d"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a=%7e&b=%c3 a=%7e&b=%c3",
                "f[x]=1+2&g=a/b?c f[x]=1+2&g=a/b?c",
                "q=\u00e9|\\\"<> q=%C3%A9%7C%5C%22%3C%3E",
                "a=//..%00 a=//..%00"
            })
    void aQueryStaysAsItWasWrittenButForWhatNoQueryMayHave(String query, String wire) {
        assertThat(Target.of("/?" + query)).isEqualTo(new Target("/", wire));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "?a",
                "//",
                "/a//b",
                "/a/../b",
                "/..",
                "/.",
                "/a/./b",
                "/%2e%2E/b",
                "/a%2f..%2Fb",
                "/a%5c..",
                "/v1/..;/admin",
                "/v1/.;/admin",
                "/v1/..;a=b;c",
                "/%2e%2e;x/admin",
                "/..%3B/admin",
                "/a%2f..%3bx%2Fadmin",
                "/a\\b",
                "/%zz",
                "/%",
                "/%4",
                "/a%\uFF11\uFF11",
                "/?%zz",
                "/a#b",
                "/?a#b",
                "/a\nb",
                "/?a\u0000",
                "/\u007f",
                "/\u0085",
                "/\uD83D",
                "/?\uDE00\uD83D"
            })
    void whatIsMalformedIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> Target.of(path));
    }

    @Test
    void aComponentOfAQueryCannotBreakOutOfIt() {
        assertThat(Target.component("a&b=c+d e/%~\u00e9")).isEqualTo("a%26b%3Dc%2Bd%20e%2F%25~%C3%A9");
    }

    @Test
    void whatIsTakenIsAUriAndTakenAgainAsItIs() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("/");
            random.ints(random.nextInt(12), 0, 0x180).forEach(c -> text.append((char) c));
            String wire;
            try {
                Target target = Target.of(text.toString());
                wire = target.path() + (target.query() == null ? "" : "?" + target.query());
            } catch (IllegalArgumentException refused) {
                continue;
            }
            String why = "seed " + seed + ", text '" + text + "'";
            assertThat(URI.create("http://h" + wire)).as(why).isNotNull();
            assertThat(Target.of(wire).path()
                            + (Target.of(wire).query() == null
                                    ? ""
                                    : "?" + Target.of(wire).query()))
                    .as(why)
                    .isEqualTo(wire);
        }
    }
}
