package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verb that is ended while it reads requests from a stdin that stays open. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EndedTest {
    /** What shells make of a process that SIGTERM ended. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private Path temporary;

    @BeforeEach
    void makeFolderOfTemporaryOnes() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void aRunThatReadsItsRequestsEndsAtOnce() throws Exception {
        OneShot files = new OneShot(folder).provider(1, "").credentials("x.alice");
        String[] arguments = files.arguments("-");
        arguments[List.of(arguments).indexOf("--requests") + 1] = "-";
        try (Program run = start(arguments)) {
            awaitCopy(run);
            run.signal("TERM");
            assertThat(run.await()).isEqualTo(TERMINATED);
        }
    }

    private Program start(String... verb) throws IOException {
        String shell = "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir='" + temporary + "' exec \"$@\"";
        return Program.sluiceBelow(shell, folder, verb[0], verb);
    }

    /** Waits until it copies its requests. */
    private void awaitCopy(Program verb) throws IOException {
        while (folders().stream().noneMatch(made -> Files.exists(made.resolve("requests.jsonl")))) {
            assertThat(verb.isAlive()).as(verb.err()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(made -> made.getFileName().toString().startsWith("sluice-"))
                    .toList();
        }
    }
}
