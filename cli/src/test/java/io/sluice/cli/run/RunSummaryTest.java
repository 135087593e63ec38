package io.sluice.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
    @Test
    void itsNumbersAreWrittenAlikeEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(new RunSummary(600, 600, 599, 600, 0, 8_150, 8_000, 0).text())
                    .isEqualTo(
                            "600 requests, 600 responses, 599 ok; 600 calls, 0 refused; 8.2 s from first to last call, at least"
                                    + " 8.0 s by the limits");
        } finally {
            Locale.setDefault(before);
        }
    }
}
