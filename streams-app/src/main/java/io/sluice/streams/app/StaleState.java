package io.sluice.streams.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Tells whether stores on this disk are so old that they must be made anew from their logs.
 *
 * <p>A compacted topic forgets a tombstone a day after it was written ({@code delete.retention.ms}); a store that was away for
 * longer would keep what was deleted meanwhile, and a request that was answered would be called again.
 */
final class StaleState {
    /** Half of what tombstones are kept for. */
    private static final Duration MOST = Duration.ofHours(12);

    private StaleState() {}

    static boolean isIn(Path directory, Instant now) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(".checkpoint"))
                    .anyMatch(file -> lastModified(file).isBefore(now.minus(MOST)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the age of " + file, e);
        }
    }
}
