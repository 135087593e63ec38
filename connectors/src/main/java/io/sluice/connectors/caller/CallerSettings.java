package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpSettings;
import io.sluice.schemas.serde.Topics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a caller goes by.
 *
 * @param name of this caller in announcements and outcomes; with {@code staticMember} it must be the same after a restart and
 *     no other caller's
 * @param staticMember whether the name is its {@code group.instance.id} as well (KIP-345)
 * @param client properties of every Kafka client: {@code bootstrap.servers}, security
 * @param prefix of consumer groups, that of the topics: {@code sluice.}
 * @param egresses that calls leave by from here
 * @param places calls in flight that each partition of {@code calls} may have, for each egress
 * @param drainMillis how long calls in flight may take to finish when the caller closes, at the most
 */
public record CallerSettings(
        String name,
        boolean staticMember,
        Map<String, Object> client,
        String prefix,
        Topics topics,
        Set<String> egresses,
        int places,
        SecretSettings secrets,
        HttpSettings http,
        long drainMillis) {
    /**
     * Calls in flight that each partition may have, unless told otherwise. A call's place is taken for 50 to 100 ms longer
     * than its exchange, so this bounds what a partition can carry: 1,000 places held a fast API to 5,000 calls/s.
     */
    public static final int DEFAULT_PLACES = 4_000;

    /** A thousand years: until the leases of all calls in flight have ended. */
    public static final long DEFAULT_DRAIN_MILLIS = TimeUnit.DAYS.toMillis(365_000);

    public CallerSettings {
        client = Map.copyOf(client);
        egresses = Set.copyOf(egresses);
        if (egresses.isEmpty() || places < 1 || drainMillis < 0) {
            throw new IllegalArgumentException("a caller needs an egress, places of at least 1 (not " + places
                    + ") and a drain time of at least 0 ms (not " + drainMillis + ")");
        }
    }

    /** The consumer group of the callers of an egress; with an empty name, what all of them begin with. */
    public static String group(String prefix, String egress) {
        return prefix + "caller-" + egress;
    }

    /** Settings with everything by default that can be. */
    public static CallerSettings of(
            String name, Map<String, Object> client, String prefix, Topics topics, SecretSettings secrets) {
        return new CallerSettings(
                name,
                false,
                client,
                prefix,
                topics,
                Set.of("default"),
                DEFAULT_PLACES,
                secrets,
                HttpSettings.defaults(),
                DEFAULT_DRAIN_MILLIS);
    }

    /** Properties may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "CallerSettings[" + client.get("bootstrap.servers") + ", " + name + ", " + egresses + "]";
    }

    public CallerSettings withEgresses(Set<String> names) {
        return new CallerSettings(
                name, staticMember, client, prefix, topics, names, places, secrets, http, drainMillis);
    }

    public CallerSettings withDrainMillis(long millis) {
        return new CallerSettings(name, staticMember, client, prefix, topics, egresses, places, secrets, http, millis);
    }

    /** The same, as a static member of its groups: a restart within the session time-out moves no partition. */
    public CallerSettings asStaticMember() {
        return new CallerSettings(name, true, client, prefix, topics, egresses, places, secrets, http, drainMillis);
    }
}
