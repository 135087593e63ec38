package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "-*,-100,true",
        "-*,100,false",
        "a,a,true",
        "a,ab,false",
        "*,anything,true",
        "a*b*c,axxbxxc,true",
        "a*b*c,acb,false",
        "ab*ba,aba,false",
        "a.c,abc,false"
    })
    void aStarStandsForAnyText(String glob, String value, boolean matches) {
        assertThat(new Glob(glob).matches(value)).isEqualTo(matches);
    }
}
