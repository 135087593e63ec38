package io.sluice.cli.talk;

import io.sluice.core.provider.Names;
import java.util.Arrays;

/** How a pipeline fares, in a word; the worst first. */
enum Verdict {
    SCHEDULER_ABSENT,
    PROVIDER_DOWN,
    EGRESS_CLOSED,
    CALLER_ABSENT,
    NO_CREDENTIAL,
    HELD,
    PAUSED,
    WAITING_FOR_BUDGET,
    FLOWING,
    IDLE;

    static Verdict of(String text) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.text().equals(text))
                .findFirst()
                .orElse(FLOWING);
    }

    String text() {
        return Names.word(this);
    }

    boolean isGood() {
        return this == FLOWING || this == IDLE;
    }

    boolean isWorseThan(Verdict other) {
        return compareTo(other) < 0;
    }
}
