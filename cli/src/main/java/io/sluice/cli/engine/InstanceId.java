package io.sluice.cli.engine;

import io.sluice.embedded.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name by which the groups know a process: made at its first start and kept in its data directory, so that a restart
 * takes its partitions back at once (KIP-345).
 */
final class InstanceId {
    private static final String FILE = "instance-id";

    private InstanceId() {}

    static String in(Path directory) throws IOException {
        return KeptWord.of(
                DataFolder.create(directory).resolve(FILE),
                () -> UUID.randomUUID().toString());
    }
}
