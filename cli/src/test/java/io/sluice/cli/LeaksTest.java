package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The search for secrets finds what it is there to find. */
class LeaksTest {
    private static final String SECRET = "hunter2/Kq7+w~Zx9";

    @Test
    void aSecretIsFoundInBase64WhateverSurroundsIt() {
        for (String before : new String[] {"", "a", "ab", "abc", "user:"}) {
            for (String after : new String[] {"", "z", "yz", "xyz"}) {
                String text = before + SECRET + after;
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                assertThat(isFoundIn(text)).isTrue();
                assertThat(isFoundIn(Base64.getEncoder().encodeToString(bytes))).isTrue();
                assertThat(isFoundIn(Base64.getUrlEncoder().encodeToString(bytes)))
                        .isTrue();
            }
        }
    }

    @Test
    void otherTextsAreNot() {
        assertThat(isFoundIn("hunter2/Kq7+w~Zx8")).isFalse();
        assertThat(isFoundIn(Base64.getEncoder().encodeToString(new byte[100]))).isFalse();
    }

    private static boolean isFoundIn(String text) {
        return Leaks.of(SECRET).isIn(text.getBytes(StandardCharsets.UTF_8));
    }
}
