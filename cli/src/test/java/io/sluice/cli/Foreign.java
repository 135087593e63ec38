package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Parts that others wrote, in {@code foreign/} and of this machine. A test that needs one that is not there is skipped. */
final class Foreign {
    private static final Path RUN = Path.of("..", "foreign", "run");
    /** Exit of {@code foreign/run} where a part cannot be had on this machine. */
    private static final int UNAVAILABLE = 69;

    private Foreign() {}

    /** Starts a part of {@code foreign/}. */
    static Program part(Path folder, String part, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", RUN.toString(), part));
        command.addAll(List.of(arguments));
        return Program.start(folder, part, command);
    }

    /** Waits for a line of a part. */
    static String line(Program part) throws IOException, InterruptedException {
        String line = part.line();
        if (line == null) {
            int exit = part.await();
            assumeTrue(exit != UNAVAILABLE, () -> "skipped: " + lastLine(part));
            assertThat(exit).as(part.err()).isZero();
        }
        return line;
    }

    /** A program of this machine. */
    static String program(String name, String howToGetIt) {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        assumeTrue(there, () -> "skipped: " + name + " is not installed: " + howToGetIt);
        return name;
    }

    private static String lastLine(Program part) {
        try {
            return part.err().strip().replaceAll("(?s).*\n", "");
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** express-rate-limit as a process; it counts for itself and judges its caller. */
    static final class Limiter implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Program program;
        private final int port;

        private Limiter(Program program, int port) {
            this.program = program;
            this.port = port;
        }

        /** Starts one with the options that {@code foreign/limiter.js} explains. */
        static Limiter start(Path folder, String options) throws IOException, InterruptedException {
            Program program = part(folder, "limiter", options);
            return new Limiter(program, Integer.parseInt(line(program)));
        }

        int port() {
            return port;
        }

        /** What it has seen until now. */
        JsonNode stats() throws IOException, InterruptedException {
            HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stats"))
                    .build();
            return new ObjectMapper()
                    .readTree(
                            http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
        }

        @Override
        public void close() {
            program.close();
        }
    }
}
