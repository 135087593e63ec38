package io.sluice.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records and pages have these words. */
class PipelineVerdictTest {
    @Test
    void theWordsStandFromTheWorstToTheBest() {
        assertThat(Arrays.stream(PipelineVerdict.values()).map(PipelineVerdict::text))
                .containsExactly(
                        "scheduler-absent",
                        "provider-down",
                        "egress-closed",
                        "caller-absent",
                        "no-credential",
                        "held",
                        "paused",
                        "waiting-for-budget",
                        "flowing",
                        "idle");
    }

    @ParameterizedTest
    @EnumSource(PipelineVerdict.class)
    void eachIsKnownByItsWord(PipelineVerdict verdict) {
        assertThat(PipelineVerdict.of(verdict.text())).isEqualTo(verdict);
    }

    @Test
    void aWordThatIsNotKnownTellsOfNothingBad() {
        assertThat(PipelineVerdict.of("unheard-of")).isEqualTo(PipelineVerdict.FLOWING);
    }
}
