package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BrokerFaultsTest {
    private final List<String> happened = new ArrayList<>();
    private final BrokerFaults faults = new BrokerFaults();

    @BeforeEach
    void watchTheEnd() {
        Exit.setHaltProcedure((status, message) -> happened.add("halt " + status + " " + message));
    }

    @AfterEach
    void restoreTheEnd() {
        Exit.resetHaltProcedure();
    }

    private RuntimeException fault(boolean fatal) {
        return faults.build("loader", fatal, () -> happened.add("action")).handleFault("bad record", null);
    }

    @Test
    void aFatalFaultEndsTheProcessOnlyWhileTheBrokerServes() {
        assertThat(fault(true)).hasMessage("loader: bad record");
        assertThat(happened).containsExactly("action");

        faults.arm();
        happened.clear();
        assertThat(fault(true)).hasMessage("loader: bad record");
        assertThat(happened).containsExactly("action", "halt 1 loader: bad record");

        faults.disarm();
        happened.clear();
        assertThat(fault(true)).hasMessage("loader: bad record");
        assertThat(happened).containsExactly("action");
    }

    @Test
    void aLesserFaultIsLoggedAndNoMore() {
        faults.arm();
        assertThat(fault(false)).hasMessage("loader: bad record");
        assertThat(happened).containsExactly("action");
    }
}
