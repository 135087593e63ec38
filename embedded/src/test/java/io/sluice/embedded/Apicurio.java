package io.sluice.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Apicurio Registry in a process of its own on a free port, in memory; it ends with this JVM.
 *
 * @see <a href="https://www.apicur.io/registry/docs/apicurio-registry/2.6.x/index.html">Apicurio Registry 2.6</a>
 */
final class Apicurio {
    private static final String LISTENING = "Listening on: ";

    private Apicurio() {}

    /** Starts it; returns the address of its Confluent-compatible API. */
    static String start() throws IOException {
        Process process = new ProcessBuilder(command(Path.of(System.getProperty("apicurio.folder"))))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String address = address(out);
        Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "apicurio-log");
        drain.setDaemon(true);
        drain.start();
        return address + "/apis/ccompat/v7";
    }

    private static List<String> command(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path jar = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=0",
                    "-jar",
                    jar.toString());
        }
    }

    private static String address(BufferedReader out) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            int listening = line.indexOf(LISTENING);
            if (listening >= 0) {
                return line.substring(listening + LISTENING.length()).strip();
            }
        }
        throw new IOException("Apicurio ended before it listened: " + String.join("\n", said));
    }
}
