package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Verbs of the command line in this process, with good files to begin with. */
abstract class Verbs {
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

    record Said(int exit, String err) {}

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

    static Said execute(String... arguments) {
        StringWriter err = new StringWriter();
        int exit =
                Main.commandLineOf(arguments).setErr(new PrintWriter(err, true)).execute(arguments);
        return new Said(exit, err.toString());
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
