package io.sluice.embedded;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * A broker's place in a cluster of brokers of ours, each of which is a controller as well (KIP-595).
 *
 * @param clusterId the same for all of one cluster; a directory that has been used before keeps its own
 * @param node this broker's number
 * @param controllers where the controller of each broker listens, this one's as well, by number; the same for all, over all
 *     restarts. Only a lone broker may have port 0
 */
public record Membership(String clusterId, int node, Map<Integer, HostPort> controllers) {
    /** Copies of each partition, where there are so many brokers. */
    private static final int MOST_REPLICAS = 3;

    public Membership {
        controllers = Map.copyOf(controllers);
        if (!controllers.containsKey(node)) {
            throw new IllegalArgumentException("node " + node + " is not one of the controllers " + controllers);
        }
        if (controllers.size() > 1 && controllers.values().stream().anyMatch(address -> address.port() == 0)) {
            throw new IllegalArgumentException(
                    "each of several controllers needs a port, but there are " + controllers);
        }
    }

    /** A cluster of one. */
    static Membership alone() {
        return new Membership(newClusterId(), 1, Map.of(1, HostPort.loopback(0)));
    }

    /** An id for a new cluster. */
    public static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    HostPort controller() {
        HostPort own = controllers.get(node);
        if (own == null) {
            throw new IllegalStateException("checked above");
        }
        return own;
    }

    /** The same, once it is known where this broker's controller listens. */
    Membership at(HostPort own) {
        Map<Integer, HostPort> bound = controllers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, other -> other.getKey() == node ? own : other.getValue()));
        return new Membership(clusterId, node, bound);
    }

    /** The voters as Kafka's {@code controller.quorum.voters} wants them. */
    String voters() {
        return controllers.entrySet().stream()
                .map(voter -> voter.getKey() + "@" + voter.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    int replicas() {
        return Math.min(MOST_REPLICAS, controllers.size());
    }
}
