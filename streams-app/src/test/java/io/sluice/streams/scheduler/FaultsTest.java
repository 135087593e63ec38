package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void aRecordThatATaskFailedAtOnceIsTriedOnceMore() {
        faults.failed("requests-0-7", new IllegalStateException("broken"));
        assertThat(faults.take("requests-0-7").isEnough()).isFalse();
        assertThat(faults.take("requests-0-8").isEnough()).isFalse();
    }

    @Test
    void aRecordThatATaskFailedAtTwiceIsSetAsideWithTheReason() {
        faults.failed("requests-0-7", new IllegalStateException("broken"));
        assertThat(faults.take("requests-0-7").isEnough()).isFalse();
        faults.failed("requests-0-7", new IllegalStateException("broken again"));
        Faults.Fault fault = faults.take("requests-0-7");
        assertThat(fault.isEnough()).isTrue();
        assertThat(fault.reason()).contains("broken again");
        assertThat(faults.take("requests-0-7").isEnough()).isFalse();
    }
}
