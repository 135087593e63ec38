package io.sluice.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a user decides about an embedded broker; the rest is in {@link BrokerProperties}.
 *
 * @param directory holds the broker's logs and nothing else; created where it is missing
 * @param listen where clients connect
 * @param partitions of a topic that is created without a number
 * @param membership its place among other brokers
 * @param security how clients prove who they are
 * @param properties of Kafka's own that replace ours
 */
public record BrokerSettings(
        Path directory,
        HostPort listen,
        int partitions,
        Membership membership,
        BrokerSecurity security,
        Map<String, String> properties) {
    public BrokerSettings {
        properties = Map.copyOf(properties);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
        }
    }

    /** A broker with its data in {@code directory}, on any free port of 127.0.0.1, alone, with one partition for each topic. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(
                directory, HostPort.loopback(0), 1, Membership.alone(), BrokerSecurity.none(), Map.of());
    }

    public BrokerSettings listen(HostPort address) {
        return new BrokerSettings(directory, address, partitions, membership, security, properties);
    }

    public BrokerSettings partitions(int number) {
        return new BrokerSettings(directory, listen, number, membership, security, properties);
    }

    /** The same, as one of several brokers. */
    public BrokerSettings memberOf(Membership cluster) {
        return new BrokerSettings(directory, listen, partitions, cluster, security, properties);
    }

    public BrokerSettings security(BrokerSecurity other) {
        return new BrokerSettings(directory, listen, partitions, membership, other, properties);
    }

    /** The same, with properties of Kafka's own that replace ours. */
    public BrokerSettings with(Map<String, String> kafkas) {
        return new BrokerSettings(directory, listen, partitions, membership, security, kafkas);
    }
}
