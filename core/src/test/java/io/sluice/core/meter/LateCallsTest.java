package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateCallsTest {
    @Test
    void whatIsBeyond64JoinsTheNewest() {
        LateCalls late = new LateCalls();
        for (int i = 0; i < 64; i++) {
            late.add(100 + i, 200 + i, 1);
        }
        late.add(50, 300, 2);
        assertThat(late.length()).isEqualTo(64 * LateCalls.FIELDS);
        assertThat(late.units()).isEqualTo(66);
        assertThat(late.earliestSent()).isEqualTo(50);
        assertThat(late.latestAnswer()).isEqualTo(300);
        assertThat(late.unitsFrom(300)).isEqualTo(3);
        late.forgetBefore(263);
        assertThat(late.units()).isEqualTo(3);
        late.forgetBefore(301);
        assertThat(late.units()).isZero();
        assertThat(late.earliestSent()).isEqualTo(Meter.UNKNOWN);
    }
}
