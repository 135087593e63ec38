package io.sluice.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What became of a program: its exit status, and all that it said on stdout and stderr. */
record Ended(int status, String said) {
    static Ended of(List<String> command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Ended(program.waitFor(), said);
    }

    String lastLine() {
        return said.substring(said.lastIndexOf('\n') + 1);
    }
}
