package io.sluice.embedded;

import io.sluice.settings.TunedSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The properties of the embedded broker: the tuned settings, and what each broker has its own. */
final class BrokerProperties {
    private BrokerProperties() {}

    static Properties of(BrokerSettings settings, BrokerListeners listeners) {
        Properties all = new Properties();
        all.putAll(identity(settings, listeners));
        all.putAll(listeners(settings.security(), listeners));
        all.putAll(replicas(settings.membership().replicas()));
        all.putAll(TunedSettings.of("broker").values());
        all.putAll(settings.security().brokerProperties());
        all.putAll(settings.properties());
        return all;
    }

    private static Map<String, String> identity(BrokerSettings settings, BrokerListeners listeners) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(settings.membership().node()),
                "num.partitions",
                Integer.toString(settings.partitions()),
                "log.dirs",
                settings.directory().toAbsolutePath().toString(),
                // Static voters are read from here at each start, so a lone controller's port may change.
                "controller.quorum.voters",
                settings.membership().at(listeners.controller()).voters());
    }

    private static Map<String, String> listeners(BrokerSecurity security, BrokerListeners listeners) {
        String clients = BrokerListeners.CLIENTS + "://";
        String controller = "," + BrokerListeners.CONTROLLER + "://" + listeners.controller();
        String self = security.isGuarded() ? "," + BrokerListeners.SELF + "://" + listeners.self() : "";
        return Map.of(
                "listeners",
                clients + listeners.clients() + self + controller,
                "advertised.listeners",
                clients + listeners.clients().reachable() + self,
                "inter.broker.listener.name",
                security.isGuarded() ? BrokerListeners.SELF : BrokerListeners.CLIENTS,
                "controller.listener.names",
                BrokerListeners.CONTROLLER,
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,SELF:PLAINTEXT,CLIENTS:" + security.protocol());
    }

    /** A record is there when all but one of the copies have it, so one broker may be away. */
    private static Map<String, String> replicas(int number) {
        String replicas = Integer.toString(number);
        String atLeast = Integer.toString(Math.max(1, number - 1));
        Map<String, String> coordinators = Map.of(
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", atLeast,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", atLeast);
        if (number == 1) {
            return coordinators;
        }
        Map<String, String> all = new HashMap<>(coordinators);
        all.put("default.replication.factor", replicas);
        all.put("min.insync.replicas", atLeast);
        return all;
    }
}
