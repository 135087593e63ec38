package io.sluice.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The log directory of the broker: made ready at its first start and kept as it is later. */
final class BrokerStorage {
    private BrokerStorage() {}

    static void prepare(Path directory, Membership membership, BrokerSecurity security) {
        // The formatter writes this file last and whole, so a format that was cut off is simply done again.
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        String path = directory.toAbsolutePath().toString();
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(membership.clusterId())
                .setNodeId(membership.node())
                .setControllerListenerName(BrokerListeners.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .setIgnoreFormatted(true)
                .setScramArguments(security.scramArguments())
                .addDirectory(path)
                .setMetadataLogDirectory(path);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new StartException("data directory " + directory + " cannot be formatted: " + e.getMessage(), e);
        }
    }
}
