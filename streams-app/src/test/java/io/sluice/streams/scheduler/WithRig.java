package io.sluice.streams.scheduler;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A rig of its own for each test: the first partition, which owns the provider {@code api}. */
abstract class WithRig {
    SchedulerRig rig;

    /** How many there are; with one alone no record lies in the wrong one. */
    int partitions() {
        return 2;
    }

    @BeforeEach
    void start(@TempDir Path state) {
        rig = new SchedulerRig(state, partitions());
    }

    @AfterEach
    void stop() {
        rig.close();
    }
}
