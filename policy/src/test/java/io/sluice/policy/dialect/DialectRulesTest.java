package io.sluice.policy.dialect;

import static io.sluice.policy.dialect.Reading.DATE;
import static io.sluice.policy.dialect.Reading.MIDNIGHT;
import static io.sluice.policy.dialect.Reading.headers;
import static io.sluice.policy.dialect.Reading.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.policy.value.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is believed of headers in every dialect. */
class DialectRulesTest {
    @Test
    void anEndBeyondTheWindowIsNoise() {
        assertThat(told("""
                ratelimit-policy: "hour";q=100;w=3600
                ratelimit: "hour";r=0;t=7000
                """)).isEqualTo("hour 100/0 per 3600s");
        assertThat(told("""
                ratelimit-policy: 100;w=60
                ratelimit-limit: 100
                ratelimit-remaining: 3
                ratelimit-reset: 90
                """)).isEqualTo("100/3 per 60s");
    }

    @Test
    void anEndThatHasPassedIsNoise() {
        assertThat(told("x-ratelimit-limit: 5\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1767225000"))
                .isEqualTo("5/0");
    }

    @Test
    void aNumberFarTooLargeForSecondsOfTheWindowIsOneOfMilliseconds() {
        String lines = "x-ratelimit-limit: 5\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 41000";
        assertThat(told(lines, 60_000)).isEqualTo("5/0 back 41s");
        assertThat(told(lines, 0)).isEqualTo("5/0 back 41000s");
        assertThat(told(lines, 86_400_000)).isEqualTo("5/0 back 41000s");
    }

    @Test
    void whatIsCountedInBytesIsNotCountedInRequests() {
        Map<String, List<String>> headers = headers("""
                ratelimit-policy: "bytes";q=1000000;w=60;qu="content-bytes"
                ratelimit: "bytes";r=999000;t=30
                """);
        List<Told> told = Dialects.read(new Head(headers), new Values(MIDNIGHT, MIDNIGHT, DATE), 0);
        assertThat(told).singleElement().extracting(Told::unit).isEqualTo("content-bytes");
    }
}
