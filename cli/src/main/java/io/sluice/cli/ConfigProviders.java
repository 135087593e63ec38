package io.sluice.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigTransformer;

/**
 * Kafka's providers of configurations (KIP-297, KIP-421): {@code ${file:/run/secrets/kafka:jaas}} stands for what lies there.
 * Which providers there may be, {@code org.apache.kafka.automatic.config.providers} says, as it does for Kafka's clients.
 */
final class ConfigProviders {
    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private ConfigProviders() {}

    /**
     * Properties with what their providers keep, and without the providers: what came from them is not resolved again.
     *
     * @param place where a property is set, for {@link UserError}
     */
    static Map<String, String> resolve(Map<String, String> properties, UnaryOperator<String> place) {
        String named = properties.get(PROVIDERS);
        if (named == null) {
            return properties;
        }
        Map<String, String> resolved = new TreeMap<>();
        resolved(properties, place).forEach((name, value) -> resolved.put(name, String.valueOf(value)));
        resolved.keySet().removeIf(name -> name.equals(PROVIDERS) || name.startsWith(PROVIDERS + "."));
        Set<String> providers = new HashSet<>(Arrays.asList(named.strip().split("\\s*,\\s*", -1)));
        resolved.forEach((name, value) -> check(name, properties.getOrDefault(name, ""), value, providers, place));
        return resolved;
    }

    private static Map<String, Object> resolved(Map<String, String> properties, UnaryOperator<String> place) {
        try {
            return new AbstractConfig(new ConfigDef(), properties, false).originals();
        } catch (KafkaException e) {
            throw new UserError(place.apply(PROVIDERS) + ": " + PROVIDERS + ": " + KafkaTrouble.deepest(e));
        }
    }

    /** Kafka leaves a variable that gives nothing as it is, and would take it for the password itself. */
    private static void check(
            String name, String said, String value, Set<String> providers, UnaryOperator<String> place) {
        Matcher variable = ConfigTransformer.DEFAULT_PATTERN.matcher(said);
        while (variable.find()) {
            if (providers.contains(variable.group(1)) && value.contains(variable.group())) {
                throw new UserError(place.apply(name) + ": " + name + ": there is nothing at " + variable.group());
            }
        }
    }
}
