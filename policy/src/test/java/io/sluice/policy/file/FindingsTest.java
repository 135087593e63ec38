package io.sluice.policy.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a provider file that can be read. */
class FindingsTest {
    private static final String API = """
            provider: api
            baseUrl: https://api.example.com
            limits:
              - { name: hour, scope: [account], quota: 100, per: 1h, window: first-call }
            answers:
              - { when: { status: 420 }, then: throttled, hold: { scope: [egress], default: 7s } }
            """;

    @TempDir
    private Path folder;

    @Test
    void anExampleThatComesToSomethingElseSaysToWhat() throws IOException {
        Findings findings = check(API + """
                examples:
                  - name: calm
                    answer: { status: 420 }
                    is: failed
                    hold: [account]
                    waits: 8s
                """);
        assertThat(findings.problems())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(
                                        ":10: example 'calm': field 'is' comes to throttled by answers[0], expected failed"),
                        line -> assertThat(line)
                                .endsWith(":11: example 'calm': field 'hold' comes to [egress], expected [account]"),
                        line -> assertThat(line)
                                .endsWith(":12: example 'calm': field 'waits' comes to 7s, expected 8s"));
    }

    @Test
    void anExampleTellsLimitsAndUnits() throws IOException {
        String answer =
                "answer: { status: 429, headers: { X-RateLimit-Limit: 100, X-RateLimit-Remaining: 0, X-RateLimit-Reset: 60 } }";
        assertThat(check(API + """
                examples:
                  - name: spent
                    %s
                    is: throttled
                    limit: hour
                    waits: 60s
                    tells: [ { limit: hour, quota: 100, remaining: 0, resetIn: 60s } ]
                    takes: { hour: 1 }
                """.formatted(answer)).problems()).isEmpty();
        assertThat(check(API + """
                examples:
                  - name: spent
                    %s
                    is: throttled
                    tells:
                      - { limit: hour, remaining: 1 }
                    takes: { hour: 2 }
                """.formatted(answer)).problems())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(
                                        ":12: example 'spent': field 'tells' comes to hour, 0 left, quota 100, back in 1m, expected hour, 1 left"),
                        line -> assertThat(line)
                                .endsWith(":13: example 'spent': field 'takes.hour' comes to 1, expected 2"));
    }

    @Test
    void whatIsClosedInsteadOfAHoldIsNamed() throws IOException {
        assertThat(check(API + """
                examples:
                  - name: spent
                    answer: { status: 429, headers: { X-RateLimit-Limit: 100, X-RateLimit-Remaining: 0, X-RateLimit-Reset: 60 } }
                    is: throttled
                    hold: [account]
                """).problems())
                .singleElement()
                .asString()
                .endsWith("field 'hold' comes to none: limit 'hour' is closed, expected [account]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ every: day, at: '9:00' }|field 'at' is '9:00', expected a time of day such as 09:00",
                "{ every: day, zone: Mars }|field 'zone' is 'Mars', expected a zone such as America/Los_Angeles",
            })
    void aTimeOrZoneThatIsNoneIsNamed(String calendar, String expected) throws IOException {
        assertThat(check("""
                provider: api
                baseUrl: https://api.example.com
                limits:
                  - { name: day, scope: [app], quota: 1, window: calendar, calendar: %s }
                """.formatted(calendar.replace('\'', '"'))).problems())
                .singleElement()
                .asString()
                .endsWith(expected);
    }

    @Test
    void aTimeOfDayMayHaveSeconds() throws IOException {
        assertThat(check("""
                provider: api
                baseUrl: https://api.example.com
                limits:
                  - { name: day, scope: [app], quota: 1, window: calendar, calendar: { every: day, at: "09:00:30" } }
                """).problems()).isEmpty();
    }

    @Test
    void timesOfAnExampleCountFromItsDate() throws IOException {
        assertThat(check(API + """
                examples:
                  - name: dated
                    answer: { status: 429, headers: { Date: "Mon, 05 Jan 2026 10:00:00 GMT", Retry-After: "Mon, 05 Jan 2026 10:01:00 GMT", Content-Type: application/json } }
                    is: throttled
                    waits: 60s
                """).problems()).isEmpty();
    }

    @Test
    void anExampleOfALimitThatIsNotThereIsRefused() throws IOException {
        assertThat(check(API + """
                examples:
                  - { name: a, answer: { status: 429 }, is: throttled, limit: day }
                """).problems())
                .singleElement()
                .asString()
                .endsWith(":8: field 'limit' names the limit 'day', expected one of hour");
    }

    @Test
    void tokensThatAddBudgetAreWarnedOfWhereTermsForbidThat() throws IOException {
        String each = API.replace("scope: [account]", "scope: [credential]");
        assertThat(check(each).warnings()).isEmpty();
        assertThat(check(each + "terms: { pooling: allowed }\n").warnings()).isEmpty();
        assertThat(check(API + "terms: { pooling: forbidden }\n").warnings()).isEmpty();
        Findings findings = check(each + "terms: { pooling: forbidden, note: one key for all }\n");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings())
                .singleElement()
                .asString()
                .contains(":4: warning: field 'scope' lets each token add budget")
                .endsWith(": one key for all");
        String eachAndEndpoint = API.replace("scope: [account]", "scope: [credential, endpoint]");
        assertThat(check(eachAndEndpoint + "terms: { pooling: forbidden }\n").warnings())
                .hasSize(1);
    }

    @Test
    void aRequiredHeaderThatIsMissingIsWarnedOf() throws IOException {
        assertThat(check(API + "identity: [ User-Agent ]\n").warnings())
                .singleElement()
                .asString()
                .contains(":7: warning: field 'headers' has no 'User-Agent', which provider 'api' requires");
        assertThat(check(API + "identity: [ User-Agent ]\nheaders: { user-agent: me }\n")
                        .warnings())
                .isEmpty();
        assertThat(check(API + "identity: [ X-Key ]\nauth: [ { header: x-key, value: \"{token}\" } ]\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void credentialsThatGoInTheClearAreWarnedOf() throws IOException {
        String clear = API.replace("https://api.example.com", "http://api.example.com:8080");
        assertThat(check(clear).warnings())
                .singleElement()
                .asString()
                .endsWith(
                        ":2: warning: field 'baseUrl' is 'http://api.example.com:8080', where credentials go in the clear,"
                                + " expected https, or auth: none");
        assertThat(check(clear + "auth: none\n").warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "HTTP://127.0.0.1", "http://127.1.2.3:1/v1", "http://[::1]:1"})
    void onThisMachineNobodyIsInBetween(String address) throws IOException {
        assertThat(check(API.replace("https://api.example.com", address)).warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost.example", "http://127.0.0.1.example", "http://[::2]", "http://10.0.0.7"})
    void onAnotherMachineSomebodyMayBe(String address) throws IOException {
        assertThat(check(API.replace("https://api.example.com", address)).warnings())
                .hasSize(1);
    }

    private Findings check(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), text);
        return ProviderFiles.check(file.toString(), new HashSet<>());
    }
}
