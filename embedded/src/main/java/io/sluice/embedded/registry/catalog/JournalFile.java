package io.sluice.embedded.registry.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A file with one event of JSON in each line, written through to the disk before it counts. A last line without its end,
 * left by a crash, is cut off: nobody was told that it happened.
 */
final class JournalFile implements Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte NEWLINE = '\n';

    private final FileChannel channel;
    private long end;

    private JournalFile(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    /**
     * Hands over what the file holds, in its order, and opens it for more.
     *
     * @throws IOException if it cannot be read, with {@code FILE:LINE:} where a line is damaged
     */
    static JournalFile open(Path file, Consumer<Event> replay) throws IOException {
        byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int start = 0;
        int line = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == NEWLINE) {
                line++;
                replay.accept(read(Arrays.copyOfRange(content, start, at), file + ":" + line));
                start = at + 1;
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new JournalFile(channel.truncate(start).position(start), start);
    }

    private static Event read(byte[] line, String where) throws IOException {
        try {
            return JSON.readValue(line, Event.class);
        } catch (JsonProcessingException e) {
            throw new IOException(where + ": not an entry of the schema registry: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void append(Event event) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
            end = channel.position();
        } catch (IOException e) {
            channel.truncate(end).position(end); // a line of which only a part was written would spoil the next
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
