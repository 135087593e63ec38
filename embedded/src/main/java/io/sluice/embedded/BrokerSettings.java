package io.sluice.embedded;

import java.nio.file.Path;

/**
 * What a user decides about an embedded broker; the rest is in {@link BrokerProperties}.
 *
 * @param directory holds the broker's logs and nothing else; created where it is missing
 * @param listen where clients connect
 * @param partitions of a topic that is created without a number
 * @param security how clients prove who they are
 */
public record BrokerSettings(Path directory, HostPort listen, int partitions, BrokerSecurity security) {
    public BrokerSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
        }
    }

    /** A broker with its data in {@code directory}, on any free port of 127.0.0.1, with one partition for each topic. */
    public static BrokerSettings in(Path directory) {
        return new BrokerSettings(directory, HostPort.loopback(0), 1, BrokerSecurity.none());
    }

    public BrokerSettings listen(HostPort address) {
        return new BrokerSettings(directory, address, partitions, security);
    }

    public BrokerSettings partitions(int number) {
        return new BrokerSettings(directory, listen, number, security);
    }

    public BrokerSettings security(BrokerSecurity other) {
        return new BrokerSettings(directory, listen, partitions, other);
    }
}
