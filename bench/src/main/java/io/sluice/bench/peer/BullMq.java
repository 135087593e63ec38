package io.sluice.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** BullMQ 5 on a Redis of its own, as {@code foreign/run bullmq} sets it up: several worker processes, jobs added in bulk. */
public final class BullMq implements Subject {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What starts foreign parts; the launcher says where it lies. */
    private static final String RUN = System.getProperty("sluice.foreign", "foreign/run");

    private static final int UNAVAILABLE = 69;

    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final Path errors;

    private BullMq(Process process, Path errors) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /**
     * How many worker processes there are, and how many calls all of them make at the same time.
     *
     * @param port of the API on 127.0.0.1
     */
    public record Setup(int port, int workers, int concurrency, String body) {}

    /** Starts it with the files of Redis in an empty folder. */
    public static BullMq start(Path folder, Setup setup) throws IOException, InterruptedException, Absent {
        ObjectNode options = JSON.createObjectNode()
                .put("folder", folder.toString())
                .put("port", setup.port())
                .put("workers", setup.workers())
                .put("concurrency", setup.concurrency())
                .put("body", setup.body());
        Path errors = folder.resolve("bullmq.err");
        Process process = new ProcessBuilder("sh", RUN, "bullmq", options.toString())
                .redirectError(errors.toFile())
                .start();
        BullMq started = new BullMq(process, errors);
        if (!"ready".equals(started.out.readLine())) {
            int status = process.waitFor();
            String why = Files.readString(errors).strip();
            if (status == UNAVAILABLE) {
                throw new Absent("BullMQ is left out: " + why);
            }
            throw new IOException("BullMQ did not start: " + why);
        }
        return started;
    }

    @Override
    public String name() {
        return "bullmq";
    }

    @Override
    public Round round(String prefix, int requests, int outstanding) throws IOException {
        ObjectNode round = JSON.createObjectNode()
                .put("prefix", prefix)
                .put("requests", requests)
                .put("outstanding", outstanding);
        in.write(round + "\n");
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("BullMQ ended: " + Files.readString(errors).strip());
        }
        JsonNode took = JSON.readTree(line);
        return new Round(
                requests * 1e3 / took.path("spanMs").doubleValue(),
                took.path("cpuMs").doubleValue() * 1e3 / requests);
    }

    /** Its processes end with its input. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
