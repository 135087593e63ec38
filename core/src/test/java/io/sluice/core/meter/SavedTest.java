package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedTest {
    @ParameterizedTest
    @EnumSource
    void whatAnotherKindSavedIsNotTaken(Kind kind) {
        for (Kind other : Kind.values()) {
            long[] saved = fresh(other).save();
            if (other == kind) {
                Meter meter = fresh(kind);
                meter.restore(saved);
                assertThat(meter.save()).isEqualTo(saved);
            } else {
                refused(kind, saved);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherVersionOrLengthIsNotTaken(Kind kind) {
        refused(kind);
        long[] saved = fresh(kind).save();
        refused(kind, Arrays.copyOf(saved, saved.length - 1));
        refused(kind, Arrays.copyOf(saved, saved.length + 1));
        saved[0]++;
        refused(kind, saved);
    }

    @ParameterizedTest
    @EnumSource
    void aDebitIsSpentAndEndedOnce(Kind kind) {
        Meter meter = fresh(kind);
        Debit debit = new Debit(1, MeterSimulation.BEGIN);
        assertThatIllegalStateException().isThrownBy(() -> meter.giveBack(debit));
        meter.spend(debit);
        assertThatIllegalStateException().isThrownBy(() -> meter.spend(debit));
        meter.settle(debit, MeterSimulation.BEGIN, MeterSimulation.BEGIN + 5);
        assertThatIllegalStateException()
                .isThrownBy(() -> meter.settle(debit, MeterSimulation.BEGIN, MeterSimulation.BEGIN + 5));
    }

    private static void refused(Kind kind, long... saved) {
        assertThatIllegalArgumentException().isThrownBy(() -> fresh(kind).restore(saved));
    }

    private static Meter fresh(Kind kind) {
        return Meter.of(kind.limit(5, 1_000));
    }
}
