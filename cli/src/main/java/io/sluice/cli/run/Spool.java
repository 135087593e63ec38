package io.sluice.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines by id that lie in a file, gone when it is closed or the process ends: of each the heap keeps its place alone. */
public final class Spool implements AutoCloseable {
    private final FileChannel file;
    private final Map<String, Span> spans = new HashMap<>();
    private long end;

    private record Span(long position, int length) {}

    private Spool(FileChannel file) {
        this.file = file;
    }

    /** An empty one in that folder, for its only user; {@link IOException} if it cannot be made. */
    public static Spool in(Path folder) throws IOException {
        return new Spool(FileChannel.open(
                folder.resolve("responses.spool"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Keeps a line; {@link UncheckedIOException} if the disk does not take it. */
    void add(String id, byte[] line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                file.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spans.put(id, new Span(end, line.length));
        end += line.length;
    }

    boolean has(String id) {
        return spans.containsKey(id);
    }

    int size() {
        return spans.size();
    }

    /** Writes the lines of these ids, all of which it has, in that order. */
    public void writeTo(OutputStream out, List<String> ids) throws IOException {
        for (String id : ids) {
            Span span = spans.get(id);
            if (span == null) {
                throw new IllegalArgumentException("no line of '" + id + "'");
            }
            out.write(line(span));
            out.write('\n');
        }
    }

    private byte[] line(Span span) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(span.length());
        while (bytes.hasRemaining()) {
            if (file.read(bytes, span.position() + bytes.position()) < 0) {
                throw new IOException("the folder's responses.spool was cut short");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
