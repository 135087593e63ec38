package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
    @Test
    void aSecretIsTakenOutOfTextsAndBytes() {
        Redactor redactor = redactor("hunter2");

        assertThat(redactor.redact("Bearer hunter2, hunter2")).isEqualTo("Bearer [secret], [secret]");
        assertThat(redactor.redact(new byte[] {-1, 'h', 'u', 'n', 't', 'e', 'r', '2', 0, -128}))
                .isEqualTo(new byte[] {-1, '[', 's', 'e', 'c', 'r', 'e', 't', ']', 0, -128});
    }

    @Test
    void soAreItsOtherSpellings() {
        Redactor redactor = redactor("a/b c+\"\u00e9");

        assertThat(redactor.redact("?key=a%2Fb+c%2B%22%C3%A9&x=1")).isEqualTo("?key=[secret]&x=1");
        assertThat(redactor.redact("?key=a%2Fb%20c%2B%22%C3%A9&x=1")).isEqualTo("?key=[secret]&x=1");
        assertThat(text(redactor, "{\"key\":\"a/b c+\\\"\u00e9\"}")).isEqualTo("{\"key\":\"[secret]\"}");
        assertThat(text(redactor, "{\"key\":\"a\\/b c+\\\"\u00e9\"}")).isEqualTo("{\"key\":\"[secret]\"}");
    }

    @Test
    void aSecretThatHoldsAnotherGoesWhole() {
        assertThat(redactor("abcd", "abcdefgh").redact("abcdefgh")).isEqualTo("[secret]");
    }

    @Test
    void anAnswerWithoutSecretsIsTheSameArray() {
        byte[] body = "caf\u00e9".getBytes(StandardCharsets.UTF_8);

        assertThat(redactor("hunter2").redact(body)).isSameAs(body);
    }

    @Test
    void aPartTooShortToBeASecretStays() {
        assertThat(redactor("1").redact("100 items")).isEqualTo("100 items");
    }

    private static String text(Redactor redactor, String body) {
        return new String(redactor.redact(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static Redactor redactor(String... secrets) {
        return new Redactor(List.of(secrets).stream().map(Secret::of).toList());
    }
}
