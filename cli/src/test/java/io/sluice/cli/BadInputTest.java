package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.file.RequestFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user does wrong ends with exit 2 and one line that names the place; nothing is sent, nothing is started. */
class BadInputTest extends Verbs {
    @Test
    void aBrokenLineOfRequests() throws IOException {
        requests = write("r.jsonl", GOOD + "{\"provider\":\n");
        refused("r.jsonl:2: not JSON", run());
    }

    @Test
    void anUnknownFieldOfARequest() throws IOException {
        requests = write("r.jsonl", "{\"provider\":\"api\",\"path\":\"/\",\"colour\":1}\n");
        refused("r.jsonl:1: unknown field 'colour'", run());
    }

    @Test
    void aRepeatedId() throws IOException {
        requests = write("r.jsonl", GOOD + GOOD);
        refused("r.jsonl:2: field 'id' is 'a' as in line 1", run());
    }

    @Test
    void anUnknownScope() throws IOException {
        provider = write("p.yaml", """
                provider: api
                baseUrl: http://127.0.0.1:1
                limits:
                  - { name: l, scope: [acount], quota: 1, per: 1s, window: sliding }
                """);
        refused("p.yaml:4: field 'scope' has 'acount'", run());
    }

    @Test
    void aMissingEnvironmentVariable() throws IOException {
        credentials = write("c.yaml", "- { id: alice, provider: api, secret: { env: SURELY_NOT_SET_ANYWHERE } }\n");
        refused("c.yaml:1: field 'secret' names the environment variable 'SURELY_NOT_SET_ANYWHERE'", run());
    }

    @Test
    void aFileThatIsNotThere() {
        requests = folder.resolve("nowhere.jsonl");
        refused("nowhere.jsonl:", run());
    }

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Said said = execute(
                    "up",
                    "--data",
                    folder.resolve("up").toString(),
                    "--listen",
                    "127.0.0.1:" + port,
                    "--registry-port",
                    "0");
            refused(Integer.toString(port), said);
        }
    }

    @Test
    void aClusterThatNeedsARegistry() {
        refused("--registry", execute("up", "--data", folder.resolve("up").toString(), "--bootstrap", "127.0.0.1:1"));
    }

    @Test
    void aSubjectNameStrategyThatIsNone() throws IOException {
        for (String key : new String[] {"value.subject.name.strategy", "schema.registry.value.subject.name.strategy"}) {
            Path config = Files.writeString(folder.resolve("client.properties"), "client.id=me\n" + key + "=Mine\n");
            refused(
                    config + ":2: value.subject.name.strategy is 'Mine', expected TopicNameStrategy, RecordNameStrategy"
                            + " or TopicRecordNameStrategy",
                    execute("topics", "create", "--dry-run", "--command-config", config.toString()));
        }
    }

    @Test
    void keysThatCannotBeUsed() throws IOException {
        Path keys = Files.createDirectory(folder.resolve("k2"));
        Path key = write("k2/private.json", "{}");
        for (String verb : List.of("up --listen 127.0.0.1:0 --registry-port 0", "caller --bootstrap 127.0.0.1:1")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            refused(
                    "--keys " + keys + " cannot be used: " + key
                            + ": others may use this private key; run chmod 600 on it",
                    withKeys(verb, keys));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            refused(key + ": not a private key of sluice; expected what a caller has made", withKeys(verb, keys));
            refused("--keys " + key + " cannot be used: " + key + ": a file, expected a folder", withKeys(verb, key));
        }
    }

    private Said withKeys(String verb, Path keys) {
        String data = folder.resolve("data").toString();
        return execute((verb + " --format json --keys " + keys + " --data " + data).split(" ", -1));
    }

    @Test
    void aPrefixOfVariablesThatAllHave() {
        String data = folder.resolve("data").toString();
        for (String verb : List.of("up", "caller")) {
            refused("--secrets-env is empty, expected", execute(verb, "--secrets-env", "", "--data", data));
        }
    }

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
    void aFolderInPlaceOfAFile() throws IOException {
        requests = Files.createDirectory(folder.resolve("requests"));
        refused("requests:1: the file cannot be read", run());
        requests = write("r.jsonl", GOOD);
        provider = Files.createDirectory(folder.resolve("empty"));
        refused("empty:1: the folder has no file", run());
    }

    @Test
    void placesThatCannotTakeTheResponses() throws IOException {
        refused(
                "nowhere/out.jsonl:1: --responses is in a folder that",
                run("--responses", folder + "/nowhere/out.jsonl"));
        refused("--responses is a folder", run("--responses", folder.toString()));
        refused("--responses is the file of --requests", run("--responses", requests.toString()));
        assertThat(requests).hasContent(GOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up --registry-port 70000 --listen 127.0.0.1:0 | --registry-port is 70000, expected",
                "up --registry-port x | --registry-port",
                "up --listen nowhere | --listen is 'nowhere', expected HOST:PORT",
                "up --partitions 0 --listen 127.0.0.1:0 --registry-port 0 | --partitions is 0, expected",
                "up --prefix a/b --listen 127.0.0.1:0 --registry-port 0 | --prefix is 'a/b', expected",
                "up --format xml | --format",
                "up --command-config no.properties | no.properties:1: there is no such file",
                "up --registry http://x:1 | --registry is of a cluster, expected --bootstrap HOST:PORT as well",
                "up --drain soon --listen 127.0.0.1:0 --registry-port 0 | --drain is 'soon', expected a duration",
                "topics create --replication-factor 0 | --replication-factor is 0, expected",
                "status --bootstrap nonsense --format json | nonsense",
                "status --bootstrap 127.0.0.1 | --bootstrap 127.0.0.1: expected HOST:PORT",
                "status --bootstrap no.invalid:1 --format json | --bootstrap no.invalid:1: unknown host",
                "status --command-config no.properties | no.properties:1: there is no such file",
                "run | --requests",
                "providers | expected a verb",
                "schema nothing | PROVIDER",
                "rum | unknown verb 'rum', expected one of demo, run, up",
                "demo --jsn | unknown flag --jsn, perhaps --json is meant",
                "demo more | 'more' is one argument too many",
                "run --bodies x --requests a --responses b | --bodies: not supported yet"
            })
    void aWrongFlagOrVerbIsOneLine(String line, String said) {
        List<String> arguments = new ArrayList<>(List.of(line.trim().split(" ", -1)));
        if (line.startsWith("up")) {
            arguments.addAll(List.of("--data", folder.resolve("up").toString()));
        }
        refused(said, execute(arguments.toArray(String[]::new)));
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
