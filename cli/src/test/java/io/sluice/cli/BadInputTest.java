package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
