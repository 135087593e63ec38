package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a verb whose stdout is on a full disk, a pipe that nobody reads, or of another encoding. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class StdoutTest {
    private static final String SAID = "stdout cannot be written\n";

    @TempDir
    private Path folder;

    @Test
    void anyVerbWhoseLinesAreLostFails() throws Exception {
        try (Program full = Program.sluiceBelow("exec \"$@\" >/dev/full", folder, "schema", "schema", "request")) {
            assertThat(full.await()).isEqualTo(1);
            assertThat(full.err()).isEqualTo(SAID);
        }
    }

    @Test
    void aRunWhoseAnswersAreLostFailsAndGivesThemAgain() throws Exception {
        try (DemoApi api = DemoApi.start()) {
            OneShot run = new OneShot(folder)
                    .provider(api.port(), "")
                    .credentials("x.a")
                    .requests(3, "GET");
            String[] command =
                    run.arguments("-", "--data", folder.resolve("data").toString());
            try (Program full = Program.sluiceBelow("exec \"$@\" >/dev/full", folder, "full", command)) {
                assertThat(full.await()).isEqualTo(1);
                assertThat(full.err()).endsWith(SAID).doesNotContain("3 requests, 3 responses");
            }
            try (Program again = Program.sluice(folder, "again", command)) {
                assertThat(again.rest()).contains("\"requestId\":\"r1\"", "\"requestId\":\"r3\"");
                assertThat(again.await()).isZero();
            }
        }
    }

    @Test
    void aPipeThatNobodyReadsEndsWhoFollowsAndWaits() throws Exception {
        try (Installation installation = new Installation(folder)) {
            String bootstrap = Installation.bootstrap(installation.up());
            Installation.send(bootstrap, 40, Map.of());
            follow(bootstrap);
            Path more = folder.resolve("more.jsonl");
            Files.writeString(more, "{\"provider\":\"demo\",\"path\":\"/more\"}\n".repeat(70));
            String[] send = {"send", more.toString(), "--wait", "--format", "json", "--bootstrap", bootstrap};
            try (Program sent = Program.sluiceBelow("exec \"$@\" >/dev/full", folder, "send", send)) {
                assertThat(sent.await()).isEqualTo(1);
                assertThat(sent.err()).endsWith(SAID);
            }
        }
    }

    @Test
    void responsesAreInUtf8WhateverTheLocale() throws Exception {
        try (Installation installation = new Installation(folder)) {
            String bootstrap = Installation.bootstrap(installation.up());
            Path file = folder.resolve("accents.jsonl");
            Files.writeString(file, "{\"provider\":\"demo\",\"path\":\"/\",\"context\":\"caf\u00e9 \u20ac\"}\n");
            String[] send = {"send", file.toString(), "--wait", "--format", "json", "--bootstrap", bootstrap};
            String[] responses = {"responses", "--format", "json", "--bootstrap", bootstrap};
            for (String[] verb : new String[][] {send, responses}) {
                try (Program program = Program.sluiceBelow("LC_ALL=C exec \"$@\"", folder, verb[0], verb)) {
                    assertThat(program.rest()).as(program.err()).contains("caf\u00e9 \u20ac");
                }
            }
        }
    }

    private void follow(String bootstrap) throws Exception {
        String head = "{ \"$@\"; echo $? >&2; } | head -n 1";
        String[] responses = {"responses", "--follow", "--format", "json", "--bootstrap", bootstrap};
        try (Program follow = Program.sluiceBelow(head, folder, "follow", responses)) {
            assertThat(follow.line()).contains("\"requestId\":\"item-");
            Installation.send(bootstrap, 80, Map.of());
            assertThat(follow.await()).isZero();
            assertThat(follow.err()).isEqualTo(SAID + "1\n");
        }
    }
}
