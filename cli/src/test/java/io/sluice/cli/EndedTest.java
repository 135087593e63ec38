package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.HttpServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verb that is ended by a signal, for one while it reads requests from a stdin that stays open. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
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
        assertThat(folders()).isEmpty();
    }

    @Test
    void whatWasToBeSentDoesNotStayBehind() throws Exception {
        try (Program send = start("send", "-", "--wait", "--bootstrap", "127.0.0.1:1", "--format", "json")) {
            awaitCopy(send);
            send.signal("TERM");
            assertThat(send.await()).isEqualTo(TERMINATED);
        }
        assertThat(folders()).isEmpty();
    }

    /** Its API does not answer, so that a call is in flight until the end. */
    @Test
    void theKeysAndTheRequestsOfARunThatIsEndedAtOnceDoNotStayBehind() throws Exception {
        BlockingQueue<HttpExchange> calls = new LinkedBlockingQueue<>();
        HttpServer api = HttpServers.create(HostPort.loopback(0), Optional.empty());
        api.createContext("/", calls::add);
        api.start();
        OneShot files = new OneShot(folder)
                .provider(api.getAddress().getPort(), "timeout: 10m\n")
                .credentials("x.alice")
                .requests(1, "GET");
        try (Program run = start(files.arguments("-"))) {
            calls.take();
            assertThat(folders()).hasSize(1);
            run.signal("TERM");
            run.awaitErr("waits for 1 call in flight, until ");
            run.signal("TERM");
            assertThat(run.await()).isEqualTo(130);
        } finally {
            api.stop(0);
        }
        assertThat(folders()).isEmpty();
    }

    private Program start(String... verb) throws IOException {
        String shell = "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir='" + temporary + "' exec \"$@\"";
        return Program.sluiceBelow(shell, folder, verb[0], verb);
    }

    /** Waits until it copies its requests. */
    private void awaitCopy(Program verb) throws Exception {
        verb.awaitUntil(() -> folders().stream().anyMatch(made -> Files.exists(made.resolve("requests.jsonl"))));
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(made -> made.getFileName().toString().startsWith("sluice-"))
                    .toList();
        }
    }
}
