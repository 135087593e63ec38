package io.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code sluice run} in a process of its own, with its files in a folder. */
final class OneShot {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    OneShot(Path folder) {
        this.folder = folder;
    }

    OneShot provider(int port, String more) throws IOException {
        Files.writeString(
                folder.resolve("provider.yaml"),
                "provider: express\nbaseUrl: http://127.0.0.1:%d\nconcurrency: 64\n%s".formatted(port, more));
        return this;
    }

    /** Credentials, each an account of its own, named APP.ACCOUNT. */
    OneShot credentials(String... names) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            lines.add("- { id: %s, provider: express, app: %s, secret: { value: %s } }"
                    .formatted(name, name.substring(0, name.indexOf('.')), name));
        }
        Files.write(folder.resolve("credentials.yaml"), lines);
        return this;
    }

    /** So many requests, by turns of the given methods. */
    OneShot requests(int number, String... methods) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            lines.add("{\"id\":\"r%1$d\",\"provider\":\"express\",\"method\":\"%2$s\",\"path\":\"/items/%1$d\"}"
                    .formatted(i, methods[i % methods.length]));
        }
        Files.write(folder.resolve("requests.jsonl"), lines);
        return this;
    }

    Program start(String name, String... more) throws IOException {
        return Program.sluice(folder, name, arguments(out().toString(), more));
    }

    /** The command's arguments, with its responses written to such a place. */
    String[] arguments(String responses, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--providers",
                folder.resolve("provider.yaml").toString(),
                "--credentials",
                folder.resolve("credentials.yaml").toString(),
                "--requests",
                folder.resolve("requests.jsonl").toString(),
                "--responses",
                responses,
                "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    Path out() {
        return folder.resolve("out.jsonl");
    }

    List<JsonNode> responses() throws IOException {
        List<JsonNode> responses = new ArrayList<>();
        for (String line : Files.readAllLines(out())) {
            responses.add(JSON.readTree(line));
        }
        return responses;
    }

    /** Waits for the end of a run, which must be a good one, and returns its summary. */
    static JsonNode summary(Program run) throws IOException, InterruptedException {
        String line = run.line();
        if (run.await() != 0 || line == null) {
            throw new AssertionError("the run ended with " + run.await() + ": " + run.err());
        }
        return JSON.readTree(line);
    }
}
