package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerEndTest {
    /** Kafka gives no message then; only its log has one. */
    @Test
    void whereTheDiskIsFullTheDataDirectoryIsNamed() {
        assertThat(BrokerEnd.words(null))
                .isEqualTo("the broker cannot go on: its data directory cannot be written; --verbose says why");
    }

    @Test
    void aFaultIsToldInOneLine() {
        assertThat(BrokerEnd.words("metadata loader: Error\nafter offset 7"))
                .isEqualTo("the broker cannot go on: metadata loader: Error after offset 7");
    }
}
