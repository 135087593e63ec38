package io.sluice.cli;

import io.sluice.cli.admin.AdminServer;
import io.sluice.cli.engine.Watch;
import io.sluice.embedded.HostPort;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where operators and their tools look at a running process. */
final class AdminOptions {
    @Option(
            names = "--admin-port",
            paramLabel = "N",
            description =
                    "Answer /livez, /readyz and /metrics (Prometheus) here; 0 is any free port (default: nowhere).")
    private @Nullable Integer port;

    @Option(
            names = "--admin-host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Address of that port (default: ${DEFAULT-VALUE}).")
    private String host = "";

    /**
     * Begins to listen, if that is wanted.
     *
     * @param parts names of the roles that this process is to have
     * @param stopping whether it was asked to end
     * @param say where the address is told
     */
    Watch open(List<String> parts, BooleanSupplier stopping, Consumer<String> say) {
        if (port == null) {
            return Watch.NONE;
        }
        if (host.isBlank()) {
            throw new UserError("--admin-host is '" + host + "', expected a name or an address of this machine");
        }
        AdminServer server = AdminServer.listen(new HostPort(host, Checks.port("--admin-port", port)), parts, stopping);
        say.accept("admin http://" + new HostPort(host, server.port()) + "/readyz, /livez, /metrics");
        return server;
    }
}
