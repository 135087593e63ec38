package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.http.RawServer;
import io.sluice.schemas.ApiCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many calls of a provider that takes one at a time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CrowdedProviderTest {
    private static final int CROWD = 20_000;
    private static final long START_BY = 15_000;

    /** How late who waits may be told so, ms. */
    private static final long LOOK = 100;

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(10_000);
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final CountDownLatch answers = new CountDownLatch(1);
    private CallMakerRig rig;
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        rig = new CallMakerRig(folder, now::get, outcomes);
        server = new RawServer(connection -> {
            while (connection.readHead()) {
                await(answers);
                connection.write("HTTP/1.1 204 No Content\r\n\r\n");
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        rig.close();
    }

    @Test
    void allThatBecameLateBehindACallThatHungAreToldAndTheNextIsMade() throws InterruptedException {
        rig.maker.accept(List.of(call("hangs", START_BY)));
        rig.maker.accept(
                IntStream.range(0, CROWD).mapToObj(i -> call("c" + i, START_BY)).toList());
        CountDownLatch allWait = new CountDownLatch(1);
        rig.loop.execute(allWait::countDown);
        assertThat(allWait.await(60, TimeUnit.SECONDS)).isTrue();
        server.awaitHeads(1);
        now.set(START_BY + 1);
        answers.countDown();

        Set<String> told = new HashSet<>();
        for (int i = 0; i <= CROWD; i++) {
            told.add(outcomes.next());
        }
        rig.maker.accept(List.of(call("next", START_BY + 1_000)));

        assertThat(told).hasSize(CROWD + 1).contains("hangs: Answered", "c0: late", "c" + (CROWD - 1) + ": late");
        assertThat(outcomes.next()).isEqualTo("next: Answered");
        assertThat(server.heads()).hasSize(2);
    }

    @Test
    void whoBecomesLateBehindACallThatHangsIsToldWhileItHangs() throws InterruptedException {
        rig.maker.accept(List.of(call("hangs", START_BY), call("brief", START_BY), call("patient", 2 * START_BY)));
        server.awaitHeads(1);
        now.set(START_BY);
        assertThat(outcomes.silentFor(Duration.ofMillis(250))).isTrue();

        now.addAndGet(LOOK);

        assertThat(outcomes.next()).isEqualTo("brief: late");
        answers.countDown();
        assertThat(List.of(outcomes.next(), outcomes.next())).containsExactly("hangs: Answered", "patient: Answered");
    }

    @Test
    void anOldCallThatEndsLetsNoMoreInThanTheNewestSays() throws InterruptedException {
        ApiCall brief = ApiCall.newBuilder(call("brief", START_BY))
                .setConcurrency(2)
                .setTimeoutMs(2_000)
                .build();
        ApiCall old =
                ApiCall.newBuilder(call("old", START_BY)).setConcurrency(2).build();
        rig.maker.accept(List.of(brief, old, call("new", START_BY)));
        server.awaitHeads(2);
        assertThat(outcomes.next()).isEqualTo("brief: TimedOut");
        rig.maker.accept(List.of(ApiCall.newBuilder(call("elsewhere", START_BY))
                .setProvider("elsewhere")
                .build()));
        server.awaitHeads(3);

        assertThat(server.heads()).noneMatch(head -> head.contains("/new"));
        answers.countDown();
        assertThat(List.of(outcomes.next(), outcomes.next(), outcomes.next())).contains("new: Answered");
    }

    @Test
    void callsThatHaveNotBegunWhenTheCallerEndsAreToldAndNotMade() throws InterruptedException {
        rig.maker.accept(List.of(call("hangs", START_BY), call("waits", START_BY)));
        rig.maker.accept(List.of(ApiCall.newBuilder(call("later", START_BY))
                .setNotBefore(now.get() + 1_000)
                .build()));
        server.awaitHeads(1);

        rig.loop.execute(rig.maker::giveUp);

        assertThat(List.of(outcomes.next(), outcomes.next()))
                .containsExactlyInAnyOrder("waits: caller-ending", "later: caller-ending");
        answers.countDown();
        assertThat(outcomes.next()).isEqualTo("hangs: Answered");
        now.addAndGet(1_000);
        assertThat(outcomes.silentFor(Duration.ofMillis(1_200))).isTrue();
        assertThat(rig.maker.inFlight().number()).isZero();
        assertThat(server.heads()).hasSize(1);
    }

    private ApiCall call(String id, long startBy) {
        return Calls.to(server.origin("http") + "/" + id, id, startBy)
                .setAuth(List.of())
                .setConcurrency(1)
                .setTimeoutMs(60_000)
                .build();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let the server answer");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
