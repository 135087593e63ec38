package io.sluice.cli.engine;

import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.HostPort;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.schemas.serde.Format;
import java.nio.file.Path;
import java.util.List;

/**
 * What a pipeline in this process goes by.
 *
 * @param directory where everything lies that is kept
 * @param keys folder of the caller's key pair
 * @param listen address of the broker
 * @param registry address of the registry, where one is started
 * @param drainMillis how long calls in flight may take when the caller ends, at the most
 * @param oneShot whether it is for one run: then responses stay for ever, so that it can be resumed, and nobody observes
 */
public record EngineSettings(
        Path directory,
        Path keys,
        HostPort listen,
        HostPort registry,
        Format format,
        String prefix,
        int partitions,
        boolean oneShot,
        Settings core,
        ReferenceRules references,
        long drainMillis,
        List<Policy> policies,
        List<CredentialDefinition> credentials) {
    public EngineSettings {
        policies = List.copyOf(policies);
        credentials = List.copyOf(credentials);
    }

    /** A pipeline for one run: one partition, any free ports, no patience with missing credentials. */
    public static EngineSettings oneShot(
            Path directory, List<Policy> policies, List<CredentialDefinition> credentials) {
        return new EngineSettings(
                directory,
                directory.resolve("keys"),
                HostPort.loopback(0),
                HostPort.loopback(0),
                Format.AVRO,
                "sluice.",
                1,
                true,
                Settings.DEFAULT.withoutWaitForCredentials(),
                ReferenceRules.none(),
                CallerSettings.DEFAULT_DRAIN_MILLIS,
                policies,
                credentials);
    }
}
