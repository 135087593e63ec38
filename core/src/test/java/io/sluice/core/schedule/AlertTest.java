package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AlertTest {
    @Test
    void recordsHaveTheseWords() {
        assertThat(Arrays.stream(Alert.Kind.values()).map(Alert.Kind::text))
                .containsExactly(
                        "provider-held",
                        "no-credential",
                        "needs-login",
                        "banned",
                        "credential-unusable",
                        "caller-late",
                        "caller-clock",
                        "odd-answer");
    }
}
