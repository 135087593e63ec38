package io.sluice.connectors.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    @Test
    void aSecretIsTakenOutOfTextsAndBytes() {
        Redactor redactor = redactor("hunter2");

        assertThat(redactor.redact("Bearer hunter2, hunter2")).isEqualTo("Bearer [secret], [secret]");
        assertThat(redactor.redact(new byte[] {-1, 'h', 'u', 'n', 't', 'e', 'r', '2', 0, -128}))
                .isEqualTo(new byte[] {-1, '[', 's', 'e', 'c', 'r', 'e', 't', ']', 0, -128});
    }

    @Test
    void itIsTakenOutOfNamesOfHeadersWhoseLettersAreSmall() {
        Redactor redactor = redactor("Hunter-II");

        assertThat(redactor.redactName("x-hunter-ii-id")).isEqualTo("x-[secret]-id");
        assertThat(redactor.redactName("content-type")).isEqualTo("content-type");
        assertThat(redactor.redact("x-hunter-ii-id")).isEqualTo("x-hunter-ii-id");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p%40ss%2fw%26d%22",
                "p%40ss%2Fw%26d%22",
                "%70%40%73%73%2f%77%26%64%22",
                "p@ss\\/w&d\\\"",
                "p\\u0040ss\\u002fw\\u0026d\\u0022",
                "p\\u0040ss\\u002Fw\\u0026d\\u0022",
                "p@ss/w&amp;d&quot;",
                "p&#64;ss&#x2F;w&#38;d&#034;",
                "p@ss%2Fw&amp;d\\u0022",
                "p%2540ss%252Fw%2526d%2522",
                "p@ss\\\\/w&d\\\\\\\"",
                "p@ss\\\\\\/w&d\\\\\\\"",
                "p\\\\u0040ss\\\\u002Fw\\\\u0026d\\\\u0022"
            })
    void noSpellingOfItsCharactersHidesASecret(String spelled) {
        assertThat(text(redactor("p@ss/w&d\""), "a " + spelled + " z")).isEqualTo("a [secret] z");
    }

    @Test
    void base64HidesNoSecretWhereverItStandsInIt() {
        Redactor redactor = redactor("hunter2?>~");
        for (String around : List.of("", "u:", "ab", "abc", "user:")) {
            for (String behind : List.of("", "x", "xy", "xyz")) {
                byte[] bytes = (around + "hunter2?>~" + behind).getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    String coded = encoder.encodeToString(bytes);
                    String clean = text(redactor, "Basic " + coded + "!");
                    assertThat(clean).as(coded).contains("[secret]").endsWith("!");
                    String left =
                            clean.replace("Basic ", "").replace("[secret]", "").replaceAll("[=!]", "");
                    int others = around.length() * 8 / 6 + characters(bytes.length) - characters(around.length() + 10);
                    assertThat(left.length()).as(clean).isEqualTo(others);
                }
            }
        }
        String escaped = Base64.getEncoder()
                .encodeToString("hunter2?>~".getBytes(StandardCharsets.UTF_8))
                .replace("/", "\\/");
        assertThat(text(redactor, escaped)).startsWith("[secret]");
    }

    @Test
    void overlappingSecretsGoWhole() {
        assertThat(redactor("xabcd", "abcdefgh").redact("xabcdefgh.")).isEqualTo("[secret].");
    }

    /** What a request's Accept or Accept-Charset may have asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void aSecretInWideCharactersGoesToo(String charset) {
        byte[] body = "{\"token\":\"hunter2\"}".getBytes(Charset.forName(charset));
        String clean = new String(redactor("hunter2").redact(body), StandardCharsets.ISO_8859_1);
        assertThat(clean).contains("[secret]").doesNotContain("u");
    }

    @Test
    void aSecretInLatin1GoesToo() {
        assertThat(redactor("caf\u00e9s").redact("a caf\u00e9s z")).isEqualTo("a [secret] z");
    }

    @Test
    void aLongSecretAndALongAnswerTakeNoLong() {
        String secret = "a%".repeat(200);
        byte[] body = "a%25".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(redactor(secret).redact(body).length).isLessThan(body.length);
    }

    @Test
    void aThousandLongSecretsFitIntoTheHeap() {
        List<Redactor> redactors = IntStream.range(0, 1_000)
                .mapToObj(i -> redactor(i + ".eyJhbGciOiJSUzI1NiIs".repeat(70)))
                .toList();

        assertThat(redactors)
                .allSatisfy(redactor -> assertThat(redactor.redact("nothing")).isEqualTo("nothing"));
    }

    @Test
    void aSecretOfBackslashesTakesNoLong() {
        Redactor redactor = redactor("\\".repeat(60) + "x");

        String unlike = "\\".repeat(2_000) + "y";
        assertThat(redactor.redact(unlike)).isEqualTo(unlike);
        assertThat(redactor.redact("\\".repeat(240) + "x")).isEqualTo("[secret]");
    }

    /** Of base64 without padding. */
    private static int characters(int bytes) {
        return (bytes * 8 + 5) / 6;
    }

    private static String text(Redactor redactor, String body) {
        return new String(redactor.redact(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static Redactor redactor(String... secrets) {
        return new Redactor(List.of(secrets).stream().map(Secret::of).toList());
    }
}
