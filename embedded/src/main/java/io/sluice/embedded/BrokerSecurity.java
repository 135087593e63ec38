package io.sluice.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * How clients prove who they are, and what they may do. The broker itself, who is {@code User:ANONYMOUS}, talks to itself
 * and to others of its cluster unguarded on 127.0.0.1.
 *
 * @param protocol of the listener of clients
 * @param users name and password of each who may connect by SCRAM-SHA-512; written when the directory is formatted, so a
 *     directory that has been used before keeps its own
 * @param properties of Kafka's own, such as {@code ssl.keystore.location}
 */
public record BrokerSecurity(SecurityProtocol protocol, Map<String, String> users, Map<String, String> properties) {
    private static final String SCRAM = "SCRAM-SHA-512";

    public BrokerSecurity {
        users = Map.copyOf(users);
        properties = Map.copyOf(properties);
        // What the formatter reads has no way to quote them.
        if (Stream.concat(users.keySet().stream(), users.values().stream())
                .anyMatch(word -> word.matches(".*[,\\[\\]\"].*"))) {
            throw new IllegalArgumentException("names and passwords of users are without , [ ] and \"");
        }
    }

    /** Anybody may do anything. */
    public static BrokerSecurity none() {
        return new BrokerSecurity(SecurityProtocol.PLAINTEXT, Map.of(), Map.of());
    }

    /** Each connects by name and password, and in the clear. */
    public static BrokerSecurity scram(Map<String, String> users) {
        return new BrokerSecurity(SecurityProtocol.SASL_PLAINTEXT, users, Map.of());
    }

    /**
     * The same, encrypted.
     *
     * @param keyStore properties that begin with {@code ssl.}
     */
    public BrokerSecurity encrypted(Map<String, String> keyStore) {
        SecurityProtocol encrypted = users.isEmpty() ? SecurityProtocol.SSL : SecurityProtocol.SASL_SSL;
        return new BrokerSecurity(encrypted, users, merged(keyStore));
    }

    /** The same, with nothing allowed but what an ACL allows, and everything to some users. */
    public BrokerSecurity withAcls(Set<String> superUsers) {
        String names = Stream.concat(Stream.of("ANONYMOUS"), superUsers.stream())
                .map(name -> "User:" + name)
                .collect(Collectors.joining(";"));
        return new BrokerSecurity(
                protocol,
                users,
                merged(Map.of("authorizer.class.name", StandardAuthorizer.class.getName(), "super.users", names)));
    }

    /** Whether clients need a listener of their own. */
    boolean isGuarded() {
        return protocol != SecurityProtocol.PLAINTEXT;
    }

    /** As {@code kafka-storage format --add-scram} takes them. */
    List<String> scramArguments() {
        return users.entrySet().stream()
                .map(user -> SCRAM + "=[name=" + user.getKey() + ",password=" + user.getValue() + "]")
                .toList();
    }

    /** The broker's properties. */
    Map<String, String> brokerProperties() {
        Map<String, String> all = new HashMap<>(properties);
        if (!users.isEmpty()) {
            all.put("sasl.enabled.mechanisms", SCRAM);
            all.put(
                    "listener.name." + BrokerListeners.CLIENTS.toLowerCase(Locale.ROOT)
                            + ".scram-sha-512.sasl.jaas.config",
                    ScramLoginModule.class.getName() + " required;");
        }
        return all;
    }

    private Map<String, String> merged(Map<String, String> more) {
        Map<String, String> merged = new HashMap<>(properties);
        merged.putAll(more);
        return merged;
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "BrokerSecurity[" + protocol + ", " + users.keySet() + "]";
    }
}
