package io.sluice.bench.upstream;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an API saw, as it writes it itself: a line {@code SECONDS STATUS METHOD PATH} for each call, read as it grows. */
public final class AccessLog {
    private final Path file;
    private final List<Line> lines = new ArrayList<>();
    private long position;

    /**
     * A call.
     *
     * @param atMillis epoch ms
     * @param status 499 where nobody waited for the answer
     */
    public record Line(long atMillis, int status, String method, String path) {
        static Line of(String text) {
            String[] fields = text.split(" ", 4);
            long at = Math.round(Double.parseDouble(fields[0]) * 1_000);
            return new Line(at, Integer.parseInt(fields[1]), fields[2], fields[3]);
        }
    }

    public AccessLog(Path file) {
        this.file = file;
    }

    /** All lines that are there now, in the order in which they were written. */
    public List<Line> read() throws IOException {
        if (Files.exists(file)) {
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
                byte[] news = new byte[Math.toIntExact(log.length() - position)];
                log.seek(position);
                log.readFully(news);
                take(new String(news, StandardCharsets.UTF_8));
            }
        }
        return List.copyOf(lines);
    }

    /** The last line may be there in part; it is read again. */
    private void take(String news) {
        int end = news.lastIndexOf('\n') + 1;
        news.substring(0, end).lines().map(Line::of).forEach(lines::add);
        position += news.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
