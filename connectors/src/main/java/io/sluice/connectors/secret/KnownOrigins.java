package io.sluice.connectors.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code known-origins}: where each reference that came from a topic was sent first, and may be sent again.
 *
 * <p>A topic names both the secret and, by way of its provider, the place that it goes to; so whoever may write there could
 * have an existing secret sent to a host of his own. As ssh does with hosts, the first use is trusted and written down, and
 * any other origin is refused until a person adds a line {@code ORIGIN REFERENCE}. Lines written beforehand leave nothing to
 * trust; for references on a command line they are.
 */
final class KnownOrigins {
    private static final Logger LOG = LoggerFactory.getLogger(KnownOrigins.class);

    private final Path file;

    KnownOrigins(Path file) {
        this.file = file;
    }

    /** Throws {@link SecretException} if {@code reference} is known for other origins only. */
    synchronized void require(String reference, Origin origin) throws SecretException {
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            String line = line(origin, reference);
            Set<String> lines = read(channel);
            if (lock.isValid() && lines.stream().noneMatch(other -> isOf(reference, other))) {
                add(channel, Set.of(line));
            } else if (!lines.contains(line)) {
                throw SecretException.originNotAllowed(
                        reference + " may not be sent to " + origin + "; add it to " + file + " if it may");
            }
        } catch (IOException e) {
            throw SecretException.unavailable(file + ": cannot be read or written");
        }
    }

    /**
     * Takes note of where references may be sent, as somebody who is trusted says, so that their first use is no other's. Where
     * the file cannot be written, {@link #require} lets none of them go anywhere.
     */
    synchronized void note(Map<String, Set<Origin>> references) {
        Set<String> missing = new TreeSet<>();
        references.forEach((reference, origins) -> origins.forEach(origin -> missing.add(line(origin, reference))));
        if (missing.isEmpty()) {
            return;
        }
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            missing.removeAll(read(channel));
            if (lock.isValid() && !missing.isEmpty()) {
                add(channel, missing);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written, so no reference of a topic is used", file);
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PrivateFiles.mode(file, "rw-------"));
    }

    private static String line(Origin origin, String reference) {
        return origin + " " + reference;
    }

    private static boolean isOf(String reference, String line) {
        String[] fields = line.split(" ", 2);
        return fields.length == 2 && fields[1].equals(reference);
    }

    private static void add(FileChannel channel, Set<String> lines) throws IOException {
        String text = (lacksLineEnd(channel) ? "\n" : "") + String.join("\n", lines) + "\n";
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), channel.size());
    }

    /** Whether the last line, which a person may have written, has no end. */
    private static boolean lacksLineEnd(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    private static Set<String> read(FileChannel channel) {
        Set<String> found = new HashSet<>();
        // Not closed, since that would close the channel and drop the lock before the line is written.
        Scanner lines = new Scanner(Channels.newInputStream(channel), StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            found.add(lines.nextLine());
        }
        return found;
    }
}
