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
import java.util.Scanner;
import java.util.Set;

/**
 * The file {@code known-origins}: where each reference that came from a topic was sent first, and may be sent again.
 *
 * <p>A topic names both the secret and, by way of its provider, the place that it goes to; so whoever may write there could
 * have an existing secret sent to a host of his own. As ssh does with hosts, the first use is trusted and written down, and
 * any other origin is refused until a person adds a line {@code ORIGIN REFERENCE}. Lines written beforehand leave nothing to
 * trust.
 */
final class KnownOrigins {
    private final Path file;

    KnownOrigins(Path file) {
        this.file = file;
    }

    /** Throws {@link SecretException} if {@code reference} is known for other origins only. */
    synchronized void require(String reference, Origin origin) throws SecretException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Set<String> known = read(channel, reference);
            if (known.isEmpty() && lock.isValid()) {
                String line = (lacksLineEnd(channel) ? "\n" : "") + origin + " " + reference + "\n";
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), channel.size());
            } else if (!known.contains(origin.toString())) {
                throw SecretException.originNotAllowed(
                        reference + " may not be sent to " + origin + "; add it to " + file + " if it may");
            }
        } catch (IOException e) {
            throw SecretException.unavailable(file + ": cannot be read or written");
        }
    }

    /** Whether the last line, which a person may have written, has no end. */
    private static boolean lacksLineEnd(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
    }

    private static Set<String> read(FileChannel channel, String reference) {
        Set<String> origins = new HashSet<>();
        // Not closed, since that would close the channel and drop the lock before the line is written.
        Scanner lines = new Scanner(Channels.newInputStream(channel), StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            String[] fields = lines.nextLine().split(" ", 2);
            if (fields.length == 2 && fields[1].equals(reference)) {
                origins.add(fields[0]);
            }
        }
        return origins;
    }
}
