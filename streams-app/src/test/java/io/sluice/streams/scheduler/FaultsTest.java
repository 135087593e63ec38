package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults();

    @Test
    void aRecordThatATaskFailedAtOnceIsTriedOnceMore() {
        faults.failed("requests-0-7", new IllegalStateException("broken"));
        assertThat(faults.takeReason("requests-0-7")).isEmpty();
        assertThat(faults.takeReason("requests-0-8")).isEmpty();
    }

    @Test
    void aRecordThatATaskFailedAtTwiceIsSetAsideOnceWithTheReason() {
        faults.failed("requests-0-7", new IllegalStateException("broken"));
        faults.failed("requests-0-7", new IllegalStateException("broken again"));
        assertThat(faults.takeReason("requests-0-7"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("broken again"));
        assertThat(faults.takeReason("requests-0-7")).isEmpty();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void aRecordThatWentThroughAtLastIsForgotten() {
        faults.failed("requests-0-7", new IllegalStateException("broken"));
        faults.handled("requests-0-8");
        assertThat(faults.isEmpty()).isFalse();
        faults.handled("requests-0-7");
        assertThat(faults.isEmpty()).isTrue();
    }
}
