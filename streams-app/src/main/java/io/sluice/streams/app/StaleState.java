package io.sluice.streams.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * Which stores on this disk must be made anew from their logs.
 *
 * <p>A compacted topic forgets a tombstone a day after it was written ({@code delete.retention.ms}); a store that was away for
 * longer would keep what was deleted meanwhile, and a request that was answered would be called again.
 */
final class StaleState {
    /** Half of what tombstones are kept for. */
    private static final Duration MOST = Duration.ofHours(12);

    private static final String CHECKPOINT = ".checkpoint";
    private static final Pattern TASK = Pattern.compile("\\d+_\\d+");

    private StaleState() {}

    static boolean isIn(Path directory, Instant now) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(CHECKPOINT))
                    .anyMatch(file -> lastModified(file).isBefore(now.minus(MOST)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }

    /**
     * Removes the stores of tasks that did not end in order, as after kill -9. Under exactly-once Streams would do the same, but
     * only after it has opened them all, found no checkpoint, and closed them again: seconds in which nobody is called.
     *
     * @param application where the tasks of one application have their stores
     */
    static void forgetUnfinished(Path application) {
        if (!Files.isDirectory(application)) {
            return;
        }
        try (Stream<Path> entries = Files.list(application)) {
            List<Path> unfinished = entries.filter(
                            task -> TASK.matcher(task.getFileName().toString()).matches())
                    .filter(task -> !Files.exists(task.resolve(CHECKPOINT)))
                    .toList();
            for (Path task : unfinished) {
                Utils.delete(task.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove stores in " + application, e);
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
