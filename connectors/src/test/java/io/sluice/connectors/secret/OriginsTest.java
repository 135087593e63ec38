package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is remembered of URLs changes no answer. */
class OriginsTest {
    private static final int URLS = 300_000;
    private static final List<String> BEGINNINGS = List.of(
            "http://",
            "https://",
            "HTTP://",
            "http:",
            "https:/",
            "ftp://",
            "//",
            "",
            "http:///",
            "x:http://",
            "a?b://");
    private static final List<String> AUTHORITIES = List.of(
            "api.example.com",
            "Api.Example.com.",
            "a_b",
            "h:80",
            "h:",
            "h:0",
            "h:65536",
            "h:x",
            "[::1]:8080",
            "[::1",
            "[",
            "127.0.0.1",
            "u@h",
            "u:p@h",
            "a b",
            "h\\",
            "h\u0000",
            "h%41",
            "b\u00fccher.de",
            "\uD83D",
            "h@",
            "h:80:81",
            "");
    private static final String PIECES =
            "aZ09-._~!$&'()*+,;=:@/?#[]%\\\"<>^`{|} \t\r\n\u0000\u007f\u0085\u00a0\u00e9\u20ac\u2028\uff11";
    private static final List<String> WORDS = List.of(
            "%2e", "%zz", "%", "%4", "%\uff11\uff11", "..", "//", "://", "\uD83D\uDE00", "\uD83D", "@evil.example");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void aHostileUrlHasTheOriginThatParsingItAsAWholeGivesOrIsRefusedForTheSameReason() {
        Origins origins = new Origins();
        int found = 0;
        for (int i = 0; i < URLS; i++) {
            String url = pick(BEGINNINGS) + pick(AUTHORITIES) + rest();
            String expected = told(() -> Origin.of(url));
            found += expected.startsWith("http") ? 1 : 0;
            assertThat(told(() -> origins.of(url))).as("seed %d: %s", seed, url).isEqualTo(expected);
        }
        assertThat(found).as("seed " + seed).isBetween(URLS / 50, URLS - URLS / 50);
    }

    @Test
    void manyOriginsAreToldApart() {
        Origins origins = new Origins();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3_000; i++) {
                String url = "https://h" + i + ".example/v1?x=" + round;
                assertThat(origins.of(url)).isEqualTo(new Origin("https", "h" + i + ".example", 443));
            }
        }
    }

    private static String told(Supplier<Origin> reading) {
        try {
            return reading.get().toString();
        } catch (IllegalArgumentException e) {
            return "refused: " + e.getMessage();
        }
    }

    private String rest() {
        StringBuilder rest = new StringBuilder(random.nextInt(4) == 0 ? "" : "/");
        for (int i = random.nextInt(6); i > 0; i--) {
            rest.append(
                    random.nextInt(6) == 0
                            ? pick(WORDS)
                            : PIECES.charAt(random.nextInt(random.nextInt(3) == 0 ? PIECES.length() : 20)));
        }
        return rest.toString();
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
