package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.file.RequestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands wrong in a file: one line names file, line and field. */
class BrokenFilesTest extends Verbs {
    /** What stands in a file, and what the one line says of it. */
    static Stream<Arguments> brokenFiles() {
        String head = "provider: api\nbaseUrl: http://127.0.0.1:1\n";
        String big = "{\"provider\":\"api\",\"path\":\"/\",\"body\":\"" + "x".repeat(600 * 1024) + "\"}\n";
        return Stream.of(
                Arguments.of(
                        "r.jsonl",
                        GOOD + "{\"provider\":\"api\",\"path\":7}\n",
                        ":2: field 'path' is 7, expected a string"),
                Arguments.of("r.jsonl", GOOD + "[]\n", ":2: the record is a list, expected an object"),
                Arguments.of("r.jsonl", "{\"path\":\"/\"}\n", ":1: field 'provider' is missing"),
                Arguments.of("r.jsonl", GOOD + big, ":2: the request is larger than expected, at most 512 KiB"),
                Arguments.of("r.jsonl", GOOD + "\n{\"provider\":\"\u00ff\"\n", ":3: not JSON"),
                Arguments.of(
                        "r.jsonl",
                        "{\"provider\":\"api\",\"path\":\"/\",\"maxWaitMs\":-1}",
                        ":1: field 'maxWaitMs' is '-1', expected at least 0"),
                Arguments.of(
                        "r.jsonl",
                        "{\"provider\":\"a\",\"provider\":\"b\",\"path\":\"/\"}",
                        ":1: not JSON: Duplicate field"),
                Arguments.of("p.yaml", "", ":1: the file is empty, expected a YAML document"),
                Arguments.of("p.yaml", "provider: api\n\tbaseUrl: x\n", ":2: not YAML"),
                Arguments.of("p.yaml", head + "provider: b\n", ":3: field 'provider' is given twice"),
                Arguments.of("p.yaml", "a: &a { provider: x }\n<<: *a\n", ":1: unknown field 'a', expected one of"),
                Arguments.of("p.yaml", "a: &a [*a]\n", ":1: "),
                Arguments.of("p.yaml", bomb(), ": more than 1000000 values, aliases written out"),
                Arguments.of("p.yaml", head + "---\n" + head, ":4: field 'provider' is 'api' again"),
                Arguments.of("p.yaml", head + "---\nprovider: b\n", ":4: field 'baseUrl' is missing"),
                Arguments.of("p.yaml", "provider: ''\nbaseUrl: http://h\n", ":1: field 'provider' is empty"),
                Arguments.of(
                        "p.yaml",
                        head + "timeout: 999999999999d\n",
                        ":3: field 'timeout' is '999999999999d', expected a duration"),
                Arguments.of(
                        "p.yaml",
                        head + "auth: basic\n",
                        ":3: field 'auth' is 'basic', expected a list of places, or none"),
                Arguments.of("p.yaml", head + "headers: { 'a b': c }\n", ":3: field 'headers.a b' names no header"),
                Arguments.of(
                        "p.yaml",
                        head + "endpoints: [{ name: e, match: get / }]\n",
                        ":3: field 'match' is 'get /', expected methods"),
                Arguments.of(
                        "p.yaml",
                        head
                                + "limits:\n  - { name: a, scope: [app], quota: 1, window: sliding }\nsignals: [{ limit: a }]\n",
                        ":4: field 'per' is missing, expected a duration"),
                Arguments.of("c.yaml", "# none\n", ":1: the file is empty"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: hunter2 }\n",
                        ":1: field 'secret' is wrong, expected { env"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: {} }\n",
                        ":1: field 'secret' is empty, expected { env"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: { value: } }\n",
                        ":1: field 'secret' is no reference"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: { value: '' } }\n",
                        ":1: field 'secret' has an empty value, expected a secret"),
                Arguments.of(
                        "c.yaml",
                        "# a header has one line\n- { id: a, provider: api, secret: { value: \"x\\ny\" } }\n",
                        ":2: field 'secret' of credential 'a' cannot be used: header Authorization has a control"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: { key: { value: x } } }\n",
                        ":1: field 'secret' of credential 'a' cannot be used: the secret has no part 'token'"),
                Arguments.of(
                        "p.yaml", head + "limits: " + "[".repeat(3_000) + "\n", ":3: nested deeper than 50 levels"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, secret: { file: nowhere } }\n",
                        ":1: field 'secret' names the file 'nowhere'"),
                Arguments.of(
                        "c.yaml",
                        "- { id: a, provider: api, token: hunter2, secret: { value: x } }\n",
                        ":1: unknown field 'token'"),
                Arguments.of("c.yaml", twice(), ":2: field 'id' is 'api:a' again"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aBrokenFileIsOneLineWithFileLineAndField(String name, String text, String said) throws IOException {
        write(name, text);
        Said answer = run();
        refused(said, answer);
        assertThat(answer.err()).startsWith(folder.resolve(name) + ":").doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsNotUtf8NamesTheLine() throws IOException {
        Files.write(requests, (GOOD + "{\"provider\":\"\u00ff\"}\n").getBytes(StandardCharsets.ISO_8859_1));
        refused("r.jsonl:2: byte 0xff is not UTF-8", run());
        write("r.jsonl", GOOD);
        Files.write(provider, "provider: api\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        refused("p.yaml:2: byte 0xe9 is not UTF-8", run());
    }

    @Test
    void eachBrokenFileIsValidatedAndEachProblemIsOneLine() throws IOException {
        Path other = write("q.yaml", "provider: q\nbaseUrl: ftp://q\ncolour: red\n");
        write(
                "p.yaml",
                "provider: api\nbaseUrl: http://h\nlimits: [{ name: a, scope: [acount], quota: 1, per: 1s, window: sliding }]\n");
        Said said = execute("providers", "validate", provider.toString(), other.toString());
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(provider + ":3: field 'scope' has 'acount'"),
                        line -> assertThat(line).startsWith(other + ":2: field 'baseUrl' is 'ftp://q'"),
                        line -> assertThat(line).startsWith(other + ":3: unknown field 'colour'"));
    }

    @Test
    void linesOfOtherSystemsAreTaken() throws IOException {
        write("r.jsonl", "\ufeff" + GOOD.replace("\n", "\r\n") + "\r\n");
        assertThat(new RequestFile("r", requests).check()).isEqualTo(1);
        write("p.yaml", "\ufeffprovider: api\r\nbaseUrl: http://127.0.0.1:1\r\n");
        assertThat(execute("providers", "validate", provider.toString()).exit()).isZero();
    }

    /** Aliases of aliases: nine levels of ten. */
    private static String bomb() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        return text.toString();
    }

    private static String twice() {
        return "- { id: a, provider: api, secret: { value: x } }\n".repeat(2);
    }
}
