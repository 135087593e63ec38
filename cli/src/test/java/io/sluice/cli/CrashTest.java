package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.Foreign.Limiter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a whole run in the middle of its calls, and the same command again, after its provider's file was edited. */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class CrashTest {
    private static final int REQUESTS = 300;

    @TempDir
    private Path folder;

    @Test
    void aKilledRunIsResumedAndNoPostIsMadeTwice() throws Exception {
        try (Limiter limiter = Limiter.start(folder, """
                {"limits":[{"by":"account","quota":60,"windowMs":3000}],"headers":"draft-6","delayMs":3000}""")) {
            OneShot run = new OneShot(folder)
                    .provider(limiter.port(), provider("8s"))
                    .credentials("x.alice")
                    .requests(REQUESTS, "GET", "POST");
            List<String> inFlight;
            try (Program killed = run.start("killed", "--data", data())) {
                inFlight = postsInFlight(limiter, killed);
            }
            assertThat(run.out()).doesNotExist();
            run.provider(limiter.port(), provider("9s"));
            int callsBefore = limiter.stats().at("/calls").asInt();

            try (Program resumed = run.start("resumed", "--data", data())) {
                JsonNode summary = OneShot.summary(resumed);
                assertThat(summary.at("/responses").asInt()).isEqualTo(REQUESTS);
                assertThat(summary.at("/calls").asInt())
                        .isEqualTo(limiter.stats().at("/calls").asInt() - callsBefore);
            }
            JsonNode seen = limiter.stats();
            assertThat(seen.at("/refused").asInt()).isZero();
            assertThat(calls(seen, "POST "))
                    .hasSizeLessThanOrEqualTo(REQUESTS / 2)
                    .doesNotHaveDuplicates();
            assertThat(calls(seen, "GET ").stream().distinct()).hasSize(REQUESTS / 2);
            List<JsonNode> responses = run.responses();
            assertThat(responses).hasSize(REQUESTS);
            assertThat(responses)
                    .extracting(response -> response.at("/result").asText())
                    .containsOnly("OK", "UNKNOWN_OUTCOME");
            assertThat(responses)
                    .filteredOn(response -> response.at("/result").asText().equals("UNKNOWN_OUTCOME"))
                    .extracting(
                            response -> call(response.at("/requestId").asText().substring(1)))
                    .allMatch(call -> call.startsWith("POST "))
                    .containsAnyElementsOf(inFlight);

            byte[] out = Files.readAllBytes(run.out());
            try (Program again = run.start("again", "--data", data())) {
                assertThat(OneShot.summary(again).at("/calls").asInt()).isZero();
            }
            assertThat(Files.readAllBytes(run.out())).isEqualTo(out);
            assertThat(limiter.stats()).isEqualTo(seen);
        }
    }

    /** Waits until many calls have been answered and many are being made, and kills; the posts of the latter. */
    private static List<String> postsInFlight(Limiter limiter, Program run) throws Exception {
        JsonNode seen = limiter.stats();
        while (seen.at("/calls").asInt() < REQUESTS / 3 || seen.at("/inFlight").size() < 20) {
            assertThat(run.isAlive()).as(run.err()).isTrue();
            seen = limiter.stats();
        }
        run.close();
        assertThat(seen.at("/calls").asInt()).isLessThan(REQUESTS * 2 / 3);
        List<String> posts = new ArrayList<>();
        seen.at("/inFlight").forEach(call -> posts.add(call.asText()));
        posts.removeIf(call -> call.startsWith("GET "));
        assertThat(posts).isNotEmpty();
        return posts;
    }

    private static List<String> calls(JsonNode seen, String method) {
        List<String> calls = new ArrayList<>();
        seen.at("/byCall").properties().forEach(call -> {
            for (int i = 0; i < call.getValue().asInt() && call.getKey().startsWith(method); i++) {
                calls.add(call.getKey());
            }
        });
        return calls;
    }

    /** The requests are by turns of the two methods. */
    private static String call(String number) {
        return (Integer.parseInt(number) % 2 == 0 ? "GET" : "POST") + " /items/" + number;
    }

    private static String provider(String timeout) {
        return """
                accounts: any
                endpoints:
                  - { name: items, match: "* /items/**", timeout: %s }
                limits:
                  - { name: a, scope: [account], quota: 60, per: 3s, window: first-call }
                """.formatted(timeout);
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
