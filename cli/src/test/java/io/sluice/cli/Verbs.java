package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Verbs of the command line in this process, with good files to begin with. */
abstract class Verbs {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String GOOD = "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\"}\n";

    @TempDir
    Path folder;

    Path provider;
    Path credentials;
    Path requests;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        provider = write("p.yaml", "provider: api\nbaseUrl: http://127.0.0.1:1\n");
        credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: x } }\n");
        requests = write("r.jsonl", GOOD);
    }

    /** How a verb ended and what it printed. */
    record Said(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    static void refused(String named, Said said) {
        assertThat(said.err()).contains(named).hasLineCount(1).doesNotContain("\tat ");
        assertThat(said.exit()).isEqualTo(2);
    }

    Said run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--providers",
                provider.toString(),
                "--credentials",
                credentials.toString(),
                "--requests",
                requests.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--responses")) {
            arguments.addAll(List.of("--responses", folder.resolve("out.jsonl").toString()));
        }
        Said said = execute(arguments.toArray(String[]::new));
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
        return said;
    }

    /** Does a verb in this process. */
    static Said execute(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int exit = printing(out, () -> {
            PrintWriter stdout = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
            int status = Main.commandLineOf(arguments)
                    .setOut(stdout)
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            stdout.flush();
            return status;
        });
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    /** Does something whose stdout goes elsewhere. */
    static int printing(OutputStream elsewhere, IntSupplier action) {
        PrintStream stdout = System.out;
        PrintStream out = new PrintStream(elsewhere, true, StandardCharsets.UTF_8);
        System.setOut(out);
        try {
            return action.getAsInt();
        } finally {
            out.flush();
            System.setOut(stdout);
        }
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
