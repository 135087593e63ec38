package io.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right of one owner to work in a directory, held until closed or until the process ends, however it ends. It is an
 * operating system lock on the file {@code sluice.lock}, which names the owner's process id for people.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE = "sluice.lock";

    /** POSIX drops a process's lock when it closes any descriptor of the file, so a second try must not open it. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Creates the directory where it is missing, and takes it.
     *
     * @throws DirectoryInUseException if somebody has it
     * @throws StartException if it cannot be made or written
     */
    public static DirectoryLock acquire(Path directory) {
        try {
            Path real = DataFolder.create(directory).toRealPath();
            if (!HELD_HERE.add(real)) {
                throw new DirectoryInUseException(
                        directory, ProcessHandle.current().pid() + " (this one)");
            }
            try {
                return new DirectoryLock(real, lock(directory, real.resolve(FILE)));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StartException("data directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new DirectoryInUseException(
                        directory, Files.readString(file).strip());
            }
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Gives the directory back. A second call does nothing, even if somebody else has the directory by then. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock of " + directory, e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
