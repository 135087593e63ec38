package io.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=xX";

    /** As curl sends {@code -F chat_id=-7 -F document=@a.txt -F caption=…}. */
    private static final String UPLOAD = """
            --xX
            Content-Disposition: form-data; name="chat_id"

            -7
            --xX
            Content-Disposition: form-data; name="document"; filename="a; name=.txt"
            Content-Type: text/plain

            --xY
            a

            --xX
            Content-Disposition: form-data; name="caption"
            Content-Type: text/plain; charset=utf-8

            zo\u00eb
            twice
            --xX--
            """;

    @Test
    void textFieldsAreReadAndFilesAreNot() {
        assertThat(read(TYPE, UPLOAD)).isEqualTo(Map.of("chat_id", "-7", "caption", "zo\u00eb\r\ntwice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=\"xX\"",
                "multipart/form-data;charset=utf-8;BOUNDARY=xX ; a=b",
                "Multipart/Form-Data; boundary=xX"
            })
    void theBoundaryMayBeQuotedAndHaveOthersBesideIt(String type) {
        assertThat(read(type, UPLOAD)).containsEntry("chat_id", "-7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-disposition:form-data;name=chat_id",
                "Content-Type: text/plain\nContent-Disposition: form-data; name=\"chat\\_id\"",
                "Content-Disposition: FORM-DATA ; x=\"a;b\" ; NAME=\"chat_id\"",
                "Content-Disposition: form-data; name=\"chat_id\"; name=\"other\""
            })
    void aNameIsReadHoweverItIsWritten(String head) {
        assertThat(read(TYPE, "preamble\n--xX \t\n" + head + "\n\n7\n--xX--")).isEqualTo(Map.of("chat_id", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--xX",
                "--xX--",
                "--xX\nContent-Disposition: form-data; name=\"chat_id\"\n\n7",
                "--xX\nContent-Disposition: form-data; name=\"chat_id\"\n7\n--xX--",
                "--xX\nContent-Disposition: form-data; name=\"chat_id\n\n7\n--xX--",
                "--xX\nContent-Disposition: attachment; name=\"chat_id\"\n\n7\n--xX--",
                "--xX\nContent-Disposition: form-data; filename*=UTF-8''a; name=\"chat_id\"\n\n7\n--xX--",
                "--xX\nContent-Disposition: form-data; filename=\"; name=chat_id\"\n\n7\n--xX--",
                "--xX\nContent-Disposition: form-data; name=chat_id\nContent-Transfer-Encoding: base64\n\nNw==\n--xX--",
                "--xXY\nContent-Disposition: form-data; name=\"chat_id\"\n\n7\n--xX--",
                "--xX--\n--xX\nContent-Disposition: form-data; name=\"chat_id\"\n\n7\n--xX--",
                "x--xX\nContent-Disposition: form-data; name=\"chat_id\"\n\n7\n--xX--"
            })
    void ofWhatIsNotWellFormedNothingIsRead(String body) {
        assertThat(read(TYPE, body)).isEmpty();
    }

    @Test
    void withoutABoundaryNothingIsRead() {
        assertThat(read("multipart/form-data", UPLOAD)).isEmpty();
        assertThat(read("multipart/form-data; boundary=", UPLOAD)).isEmpty();
        assertThat(read("multipart/form-data; xboundary=xX", UPLOAD)).isEmpty();
    }

    @Test
    void theFirstOfSeveralCounts() {
        String part = "--xX\nContent-Disposition: form-data; name=a\n\n%d\n";
        assertThat(read(TYPE, part.formatted(1) + part.formatted(2) + "--xX--")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void whatIsLongIsNotReadAndKeepsNothingElseFromIt() {
        String part = "--xX\nContent-Disposition: form-data; name=%s\n\n%s\n";
        String body = part.formatted("a".repeat(1_000), "1")
                + part.formatted("\"" + "\\\\".repeat(200_000) + "\"", "1")
                + part.formatted("b", "x".repeat(4_097))
                + part.formatted("c", "x".repeat(4_096));
        assertThat(read(TYPE, body + "--xX--")).containsOnlyKeys("c");
        assertThat(read(TYPE, part.formatted("a", 1).repeat(20_000) + part.formatted("b", 1) + "--xX--"))
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void whateverComesIsRead() {
        String[] bits = {
            "--xX",
            "--xX--",
            "\r\n",
            "\r",
            "\n",
            "\r\n\r\n",
            "Content-Disposition: form-data",
            ";",
            "name=",
            "\"",
            "\\",
            "a"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                body.append(bits[random.nextInt(bits.length)]);
            }
            assertThat(Multipart.fields(body.toString().getBytes(StandardCharsets.ISO_8859_1), TYPE))
                    .as("seed " + seed)
                    .hasSizeLessThan(60);
        }
    }

    /** Lines of the body end with CR LF on the wire. */
    private static Map<String, String> read(String type, String body) {
        return Multipart.fields(body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), type);
    }
}
