package io.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder that is removed at the end, also by a process that a signal ends. */
public final class TemporaryFolder implements AutoCloseable {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::removeAll, "temporary-folders"));
    }

    private final Path path;

    public TemporaryFolder() throws IOException {
        this.path = Files.createTempDirectory("sluice-");
        OPEN.add(path);
    }

    public Path path() {
        return path;
    }

    /** Removes those that are open, though somebody may still write there; tries for two seconds. */
    static void removeAll() {
        long end = System.nanoTime() + MOST_NANOS;
        for (Path path : OPEN) {
            while (Files.exists(path) && System.nanoTime() < end) {
                try {
                    remove(path);
                } catch (IOException | UncheckedIOException e) {
                    Thread.onSpinWait(); // it has changed meanwhile
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(path);
        OPEN.remove(path);
    }

    private static void remove(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
