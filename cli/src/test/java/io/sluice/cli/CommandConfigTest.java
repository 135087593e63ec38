package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What becomes of a file of {@code --command-config}. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandConfigTest {
    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"pass-of-me\";";

    private static final String FILE_PROVIDER = """
            config.providers=file
            config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
            """;

    /** As Confluent Cloud hands it out. */
    private static final String CLOUD = """
            bootstrap.servers=127.0.0.1:19092
            security.protocol=SASL_SSL
            schema.registry.url=http://127.0.0.1:18081
            basic.auth.credentials.source=USER_INFO
            basic.auth.user.info=key:pass-of-key
            """;

    @TempDir
    private Path folder;

    @Test
    void secretsThatLieElsewhereAreFetchedForTheBrokersAndTheRegistry() throws IOException {
        Path secrets = write("secrets", "jaas=" + JAAS + "\nregistry=me:pass-of-${file:me}\n");
        CommandConfig config = CommandConfig.of(write("c.properties", FILE_PROVIDER + """
                sasl.jaas.config=${file:%1$s:jaas}
                schema.registry.basic.auth.user.info=${file:%1$s:registry}
                client.id=${other:a:b}
                """.formatted(secrets)));

        assertThat(config.client("127.0.0.1:1"))
                .containsOnly(
                        Map.entry("bootstrap.servers", "127.0.0.1:1"),
                        Map.entry("sasl.jaas.config", JAAS),
                        Map.entry("client.id", "${other:a:b}"));
        assertThat(config.registry("http://r:1"))
                .containsEntry("basic.auth.user.info", "me:pass-of-${file:me}")
                .containsEntry("schema.registry.basic.auth.user.info", "me:pass-of-${file:me}")
                .doesNotContainKey("config.providers");
    }

    @Test
    void aSecretThatIsNotThereIsToldOf() throws IOException {
        Path secrets = write("secrets", "other=pass-of-other\n");
        String variable = "${file:" + secrets + ":jaas}";
        Path config = write("c.properties", FILE_PROVIDER + "sasl.jaas.config=" + variable + "\n");
        refused(config + ":3: sasl.jaas.config: there is nothing at " + variable, config);

        Path nowhere = folder.resolve("nowhere");
        Path other = write("d.properties", FILE_PROVIDER + "ssl.key.password=${file:" + nowhere + ":a}\n");
        refused(other + ":2: config.providers: ConfigException: Could not read properties from file " + nowhere, other);

        Path broken = write("secrets", "jaas=Module required password=pass of;\n");
        refused(config + ":3: sasl.jaas.config is malformed", config);
        assertThat(broken).exists();
    }

    @Test
    void aProviderThatTheOperatorOfTheMachineDoesNotAllowIsRefused() throws IOException {
        Path config = write("c.properties", FILE_PROVIDER + "client.id=${file:/etc/hostname:a}\n");
        System.setProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY, "none");
        try {
            refused(config + ":2: config.providers: ", config);
        } finally {
            System.clearProperty(AbstractConfig.AUTOMATIC_CONFIG_PROVIDERS_PROPERTY);
        }
    }

    @Test
    void aPipeIsReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> write("pipe", CLOUD));
        writer.start();

        Connection connection = connection("--command-config", pipe.toString());
        Topics topics = connection.topics();
        assertThat(connection.client()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(connection.remote().client()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(connection.topics().requests().name())
                .isEqualTo(topics.requests().name());
        writer.join();
    }

    @Test
    void addressesAndAccessToTheRegistryAreTakenFromConfluentCloudsFile() throws IOException {
        String config = write("cloud.properties", CLOUD).toString();
        Remote remote = connection("--command-config", config).remote();
        assertThat(remote.bootstrap()).isEqualTo("127.0.0.1:19092");
        assertThat(remote.registry()).isEqualTo("http://127.0.0.1:18081");
        assertThat(remote.client())
                .containsOnly(
                        Map.entry("bootstrap.servers", "127.0.0.1:19092"), Map.entry("security.protocol", "SASL_SSL"));
        assertThat(remote.commandConfig().registry(remote.registry()))
                .containsEntry("schema.registry.url", "http://127.0.0.1:18081")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "key:pass-of-key")
                .containsEntry("schema.registry.basic.auth.user.info", "key:pass-of-key");
        assertThat(remote.toString()).doesNotContain("pass-of-key");
    }

    @Test
    void flagsAndTheEnvironmentAndThePrefixedFormComeFirst() throws IOException {
        String config = write("cloud.properties", CLOUD + "schema.registry.basic.auth.user.info=other:pass-of-other\n")
                .toString();
        Remote given = connection("--command-config", config, "--bootstrap", "127.0.0.1:1", "--registry", "http://r:1")
                .remote();
        assertThat(given.bootstrap()).isEqualTo("127.0.0.1:1");
        assertThat(given.registry()).isEqualTo("http://r:1");
        assertThat(given.commandConfig().registry(given.registry()))
                .containsEntry("schema.registry.url", "http://r:1")
                .containsEntry("basic.auth.user.info", "other:pass-of-other")
                .containsEntry("schema.registry.basic.auth.user.info", "other:pass-of-other");

        Connection connection = connection(
                Map.of("SLUICE_BOOTSTRAP", "127.0.0.1:2", "SLUICE_REGISTRY", "http://r:2"), "--command-config", config);
        assertThat(connection.remote().bootstrap()).isEqualTo("127.0.0.1:2");
        assertThat(connection.remote().registry()).isEqualTo("http://r:2");
        assertThat(connection().remote().bootstrap()).isEqualTo("127.0.0.1:9092");
        assertThat(connection().remote().registry()).isEqualTo("http://127.0.0.1:8081");
    }

    @Test
    void aBrokerInTheFileThatIsNoAddressIsToldWithItsPlace() throws IOException {
        Path config = write("c.properties", "client.id=me\nbootstrap.servers=nowhere\n");
        Verbs.refused(
                config + ":2: bootstrap.servers is 'nowhere', expected HOST:PORT",
                Verbs.execute("status", "--format", "json", "--command-config", config.toString()));
    }

    private static void refused(String line, Path config) {
        assertThatThrownBy(() -> CommandConfig.of(config))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("pass");
    }

    private static Connection connection(String... arguments) {
        return connection(Map.of(), arguments);
    }

    private static Connection connection(Map<String, String> environment, String... arguments) {
        Connection connection = new Connection();
        new CommandLine(connection)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
        return connection;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
