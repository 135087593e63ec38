package io.sluice.bench.upstream;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An nginx that answers every call at once and logs when those below a path came, in whole ms. */
public final class LoggingNginx implements AutoCloseable {
    private final Nginx nginx;
    private final Path log;
    private long read;

    private LoggingNginx(Nginx nginx, Path log) {
        this.nginx = nginx;
        this.log = log;
    }

    /** Starts one with all its files in an empty folder; it logs what lies below a path such as {@code /}. */
    public static LoggingNginx start(Path folder, String below) throws IOException {
        Path log = folder.resolve("access.log");
        String http = """
                map $uri $seen { ~^%s 1; default 0; }
                log_format seen '$msec $uri';
                access_log %s seen if=$seen;
                """.formatted(below, log);
        String location = "default_type application/json;\nreturn 200 '{\"ok\":true}';";
        return new LoggingNginx(Nginx.start(folder, http, location), log);
    }

    public int port() {
        return nginx.port();
    }

    /** When calls came since the last look, in epoch ms, in order. */
    public List<Long> arrivals() throws IOException {
        return lines().map(line -> millis(line, line.indexOf(' '))).sorted().toList();
    }

    /**
     * When {@code /PREFIX0}, {@code /PREFIX1} and so on were called first, of the calls since the last look, in epoch ms.
     *
     * @throws IllegalStateException if one of them was not called
     */
    public long[] arrivals(String prefix, int calls) throws IOException {
        long[] at = new long[calls];
        String mark = " /" + prefix;
        lines().forEach(line -> {
            int uri = line.indexOf(mark);
            if (uri > 0) {
                int number = Integer.parseInt(line, uri + mark.length(), line.length(), 10);
                at[number] = at[number] == 0 ? millis(line, uri) : at[number];
            }
        });
        if (Arrays.stream(at).anyMatch(instant -> instant == 0)) {
            throw new IllegalStateException("a request of " + prefix + " has a response and no call");
        }
        return at;
    }

    @Override
    public void close() {
        nginx.close();
    }

    private Stream<String> lines() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - read)];
            file.seek(read);
            file.readFully(bytes);
            read += bytes.length;
            return new String(bytes, StandardCharsets.UTF_8).lines();
        }
    }

    private static long millis(String line, int end) {
        return Math.round(Double.parseDouble(line.substring(0, end)) * 1_000);
    }
}
