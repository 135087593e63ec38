package io.sluice.cli;

import io.sluice.cli.engine.Addresses;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/** What a file of {@code --command-config} says; it is read once, since it may be a pipe. */
final class CommandConfig {
    /** What the flag is. */
    static final String IS = "Properties of every Kafka client; those that begin with schema.registry., basic.auth. or"
            + " bearer.auth. are the registry's.";

    private static final String REGISTRY = "schema.registry.";
    private static final String BROKERS = "bootstrap.servers";
    private static final String REGISTRIES = "schema.registry.url";

    /** Properties of Confluent's serdes, which have no such prefix in files that others wrote. */
    private static final List<String> SERDE =
            List.of("auto.register.schemas", "use.latest.version", Topics.SUBJECT_NAME_STRATEGY);

    /** How the registry's client lets itself in, which has no prefix either in the files that Confluent Cloud hands out. */
    private static final List<String> ACCESS = List.of("basic.auth.", "bearer.auth.");

    private final @Nullable Path file;
    private final List<String> lines;
    private final Map<String, String> properties;

    private CommandConfig(@Nullable Path file, List<String> lines, Map<String, String> properties) {
        this.file = file;
        this.lines = lines;
        this.properties = properties;
    }

    /** Reads it, and what its providers of configurations keep elsewhere; without a file it says nothing. */
    static CommandConfig of(@Nullable Path file) {
        if (file == null) {
            return new CommandConfig(null, List.of(), Map.of());
        }
        String text = text(file);
        CommandConfig read = new CommandConfig(file, text.lines().toList(), properties(file, text));
        CommandConfig resolved =
                new CommandConfig(file, read.lines, ConfigProviders.resolve(read.properties, read::place));
        resolved.checkJaas();
        resolved.checkTransactions();
        return resolved;
    }

    private static String text(Path file) {
        StringWriter text = new StringWriter();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            reader.transferTo(text);
            return text.toString();
        } catch (NoSuchFileException e) {
            throw new UserError(file + ":1: there is no such file");
        } catch (IOException e) {
            throw new UserError(file + ":1: cannot be read as properties: " + e);
        }
    }

    private static Map<String, String> properties(Path file, String text) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(file + ":1: cannot be read as properties: " + e);
        }
        Map<String, String> named = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> named.put(name, read.getProperty(name)));
        return named;
    }

    /** Kafka's own word on what is wrong with it may hold a part of the password. */
    private void checkJaas() {
        String value = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (value != null) {
            try {
                JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
            } catch (IllegalArgumentException e) {
                throw new UserError(place(SaslConfigs.SASL_JAAS_CONFIG)
                        + ": sasl.jaas.config is malformed, expected LOGIN_MODULE required NAME=\"VALUE\" ... ;");
            }
        }
    }

    /** With an id that a user gave, no producer could write what it writes without transactions. */
    private void checkTransactions() {
        String id = ProducerConfig.TRANSACTIONAL_ID_CONFIG;
        if (properties.containsKey(id)) {
            throw new UserError(place(id) + ": " + id
                    + " cannot be set: schedulers and observers have ids of their own, callers write without");
        }
    }

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Where the file sets a property; of two lines for one the last counts. */
    String place(String name) {
        if (file == null) {
            return "--command-config";
        }
        int last = Math.max(1, lines.size());
        while (last > 1 && !bare(lines.get(last - 1).strip()).startsWith(bare(name))) {
            last--;
        }
        return file + ":" + last;
    }

    private static String bare(String name) {
        return name.replace(REGISTRY, "");
    }

    /** The brokers that it names; {@link UserError} where that is no address. */
    Optional<String> bootstrap() {
        String brokers = properties.get(BROKERS);
        if (brokers != null && !Addresses.areWellFormed(brokers)) {
            throw new UserError(place(BROKERS) + ": " + BROKERS + " is '" + brokers + "', expected HOST:PORT");
        }
        return Optional.ofNullable(brokers);
    }

    /** The registry that it names. */
    Optional<String> registry() {
        return Optional.ofNullable(properties.get(REGISTRIES));
    }

    /** Properties of every Kafka client. */
    Map<String, Object> client(String bootstrap) {
        Map<String, Object> client = new HashMap<>();
        properties.forEach((name, value) -> {
            if (!name.startsWith(REGISTRY) && !SERDE.contains(name) && !isAccess(name)) {
                client.put(name, value);
            }
        });
        client.put(BROKERS, bootstrap);
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
        properties.forEach((name, value) -> {
            if (isAccess(name)) {
                config.putIfAbsent(name, value);
                config.putIfAbsent(REGISTRY + name, value);
            }
        });
        SERDE.forEach(name -> config.computeIfAbsent(name, properties::get));
        config.put(REGISTRIES, url);
        return config;
    }

    private static boolean isAccess(String name) {
        return ACCESS.stream().anyMatch(name::startsWith);
    }

    /** Without values: there are passwords among them. */
    @Override
    public String toString() {
        return properties.keySet().toString();
    }
}
