package io.sluice.cli;

import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/** What a file of {@code --command-config} says. */
final class CommandConfig {
    private static final String REGISTRY = "schema.registry.";

    /** Of Confluent's serdes, which have no such prefix in files that others wrote. */
    private static final List<String> SERDE =
            List.of("auto.register.schemas", "use.latest.version", Topics.SUBJECT_NAME_STRATEGY);

    private final @Nullable Path file;
    private final Map<String, String> properties;

    private CommandConfig(@Nullable Path file, Map<String, String> properties) {
        this.file = file;
        this.properties = properties;
    }

    /** Reads it; without a file it says nothing. */
    static CommandConfig of(@Nullable Path file) {
        Map<String, String> named = new TreeMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (NoSuchFileException e) {
                throw new UserError(file + ":1: there is no such file");
            } catch (IOException | IllegalArgumentException e) {
                throw new UserError(file + ":1: cannot be read as properties: " + e);
            }
            read.stringPropertyNames().forEach(name -> named.put(name, read.getProperty(name)));
            checkJaas(file, named.get(SaslConfigs.SASL_JAAS_CONFIG));
            checkTransactions(file, named.keySet());
        }
        return new CommandConfig(file, named);
    }

    /** Kafka's own word on what is wrong with it may hold a part of the password. */
    private static void checkJaas(Path file, @Nullable String value) {
        if (value != null) {
            try {
                JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
            } catch (IllegalArgumentException e) {
                throw new UserError(file + ":" + lineOf(file, SaslConfigs.SASL_JAAS_CONFIG)
                        + ": sasl.jaas.config is malformed, expected LOGIN_MODULE required NAME=\"VALUE\" ... ;");
            }
        }
    }

    /** With an id that a user gave, no producer could write what it writes without transactions. */
    private static void checkTransactions(Path file, Set<String> names) {
        String id = ProducerConfig.TRANSACTIONAL_ID_CONFIG;
        if (names.contains(id)) {
            throw new UserError(file + ":" + lineOf(file, id) + ": " + id
                    + " cannot be set: schedulers and observers have ids of their own, callers write without");
        }
    }

    /** Where the file sets a property of the registry's client or of our serdes. */
    String place(String name) {
        return file == null ? "--command-config" : file + ":" + lineOf(file, name);
    }

    /** Of two lines for one property the last one counts. */
    private static int lineOf(Path file, String name) {
        try {
            List<String> lines = Files.readAllLines(file);
            int last = lines.size();
            while (last > 1
                    && !lines.get(last - 1).strip().replace(REGISTRY, "").startsWith(name)) {
                last--;
            }
            return last;
        } catch (IOException e) {
            return 1;
        }
    }

    /** Properties of every Kafka client. */
    Map<String, Object> client(String bootstrap) {
        Map<String, Object> client = new HashMap<>();
        properties.forEach((name, value) -> {
            if (!name.startsWith(REGISTRY) && !SERDE.contains(name)) {
                client.put(name, value);
            }
        });
        client.put("bootstrap.servers", bootstrap);
        return client;
    }

    /** Properties of the registry's client and our serdes, under both of the names that Confluent's client knows. */
    Map<String, Object> registry(String url) {
        Map<String, Object> config = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(REGISTRY)) {
                config.put(name, value);
                config.put(name.substring(REGISTRY.length()), value);
            }
        });
        SERDE.forEach(name -> config.computeIfAbsent(name, properties::get));
        config.put("schema.registry.url", url);
        return config;
    }

    /** Without values: there are passwords among them. */
    @Override
    public String toString() {
        return properties.keySet().toString();
    }
}
