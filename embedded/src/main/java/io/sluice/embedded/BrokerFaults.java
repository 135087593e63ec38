package io.sluice.embedded;

import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on a fault inside the broker. All are logged. A fatal one while it starts becomes the exception of the
 * start; later it ends the process, as in Kafka's own server: metadata that cannot be trusted must not be served.
 */
final class BrokerFaults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final int EXIT_STATUS = 1;

    private volatile boolean deadly;

    /** From now on, a fatal fault ends the process. */
    void arm() {
        deadly = true;
    }

    /** A fault while stopping is no reason to die. */
    void disarm() {
        deadly = false;
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            LOG.error("{}: {}", name, message, cause);
            action.run();
            if (fatal && deadly) {
                Exit.halt(EXIT_STATUS, name + ": " + message);
            }
            return new IllegalStateException(name + ": " + message, cause);
        };
    }
}
