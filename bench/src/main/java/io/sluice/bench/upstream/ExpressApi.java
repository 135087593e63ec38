package io.sluice.bench.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** express-rate-limit from npm, as {@code foreign/run limiter} starts it: windows that a key's first call opens. */
public final class ExpressApi implements LimitedApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What starts foreign parts; the launcher says where it lies. */
    private static final String RUN = System.getProperty("sluice.foreign", "foreign/run");

    private final Process process;
    private final int port;
    private final Path log;

    private ExpressApi(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Node.js or npm's registry is not there. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /**
     * A limit of it.
     *
     * @param by account or app
     */
    public record Limit(String by, int quota, long windowMillis) {}

    /** Starts one; what it complains of goes to a file in the folder, and what it sees to another. */
    public static ExpressApi start(Path folder, List<Limit> limits) throws IOException, InterruptedException, Missing {
        return start(folder, limits, 0);
    }

    /** The same, with answers that take so many ms. */
    public static ExpressApi start(Path folder, List<Limit> limits, int delayMillis)
            throws IOException, InterruptedException, Missing {
        return start(folder, limits, delayMillis, "draft-6");
    }

    /** The same, with headers of a draft, or {@code legacy} ones. */
    public static ExpressApi start(Path folder, List<Limit> limits, int delayMillis, String headers)
            throws IOException, InterruptedException, Missing {
        Path err = folder.resolve("limiter.err");
        Path log = folder.resolve("access.log").toAbsolutePath();
        Process process = new ProcessBuilder("sh", RUN, "limiter", options(limits, delayMillis, headers, log))
                .redirectError(err.toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String port = out.readLine();
        if (port == null) {
            process.waitFor();
            throw new Missing(Files.readString(err).strip());
        }
        return new ExpressApi(process, Integer.parseInt(port), log);
    }

    @Override
    public int port() {
        return port;
    }

    /** A line for each call; see {@link AccessLog}. */
    public Path log() {
        return log;
    }

    @Override
    public Verdict verdict() throws IOException {
        JsonNode stats = stats();
        int repeated = 0;
        for (JsonNode times : stats.path("byCall")) {
            repeated += times.asInt() - 1;
        }
        return new Verdict(
                Math.round(stats.path("spanMs").asDouble() * TimeUnit.MILLISECONDS.toNanos(1)),
                stats.path("refused").asInt(),
                repeated);
    }

    /** Calls that it refused after its first hundred. */
    public int refusedLater() throws IOException {
        return stats().path("refusedLater").asInt();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private JsonNode stats() throws IOException {
        try (InputStream answer =
                URI.create("http://127.0.0.1:" + port + "/stats").toURL().openStream()) {
            return JSON.readTree(answer);
        }
    }

    private static String options(List<Limit> limits, int delayMillis, String headers, Path log) {
        ObjectNode options = JSON.createObjectNode()
                .put("delayMs", delayMillis)
                .put("headers", headers)
                .put("log", log.toString());
        ArrayNode all = options.putArray("limits");
        for (Limit limit : limits) {
            all.addObject().put("by", limit.by()).put("quota", limit.quota()).put("windowMs", limit.windowMillis());
        }
        return options.toString();
    }
}
