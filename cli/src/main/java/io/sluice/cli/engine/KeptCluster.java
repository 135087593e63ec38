package io.sluice.cli.engine;

import io.sluice.embedded.DataFolder;
import io.sluice.settings.TunedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The id of the cluster that a role's directory was begun on, kept in a file from its first start on: what its stores say of
 * budgets and answers is of that cluster's records, and means nothing on another.
 */
final class KeptCluster {
    private static final String FILE = "cluster-id";

    private KeptCluster() {}

    /**
     * Keeps the cluster's id, where none is kept yet; to be called before the stores are opened.
     *
     * @throws OtherDirectoryException if the directory was begun on another cluster
     * @throws UnreachableException if no broker answers
     */
    static void keep(Cluster cluster, Path directory) throws IOException, InterruptedException {
        String id = id(cluster);
        if (id == null) {
            return; // such a broker cannot be told from others
        }
        Path file = DataFolder.create(directory).resolve(FILE);
        if (!KeptWord.of(file, () -> id).equals(id)) {
            throw new OtherDirectoryException(
                    "data directory " + directory + " was begun on another cluster; give another with --data");
        }
    }

    private static @Nullable String id(Cluster cluster) throws InterruptedException {
        try (Admin admin = Admin.create(TunedSettings.of("person").under(cluster.client()))) {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException silence) {
                throw UnreachableException.noBroker(cluster.client(), silence);
            }
            throw new IllegalStateException("the broker does not tell its cluster's id", e);
        }
    }
}
