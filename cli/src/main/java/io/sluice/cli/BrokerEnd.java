package io.sluice.cli;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * The last words of a process whose broker cannot go on. Kafka ends it on the spot, so nothing that the verb would do at its end is done; on a
 * full disk it gives no reason but in its log.
 */
final class BrokerEnd {
    private BrokerEnd() {}

    /** From now on a broker that ends this process says so in one line, and leaves no temporary folders. */
    static void tell() {
        Exit.setHaltProcedure((status, message) -> {
            System.err.println(words(message));
            TemporaryFolder.removeAll();
            Runtime.getRuntime().halt(status);
        });
    }

    static String words(@Nullable String message) {
        return "the broker cannot go on: "
                + (message == null
                        ? "its data directory cannot be written; --verbose says why"
                        : Usage.oneLine(message));
    }
}
