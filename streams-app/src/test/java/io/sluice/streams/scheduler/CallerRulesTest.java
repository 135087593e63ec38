package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Settings;
import io.sluice.schemas.wire.CallerRules;
import org.junit.jupiter.api.Test;

/** What the core has for itself, as it knows no callers, is what callers keep to. */
class CallerRulesTest {
    @Test
    void announcementsAreBelievedForTheSameTime() {
        assertThat(Settings.BELIEVED_MILLIS).isEqualTo(CallerRules.BELIEVED_MILLIS);
    }

    @Test
    void placesPassOnAfterTheSameAnswers() {
        for (int status = 100; status < 600; status++) {
            assertThat(Call.passesPlace(status)).as("%d", status).isEqualTo(CallerRules.passesPlace(status));
        }
    }
}
