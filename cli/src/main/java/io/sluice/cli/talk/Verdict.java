package io.sluice.cli.talk;

import java.util.Arrays;
import java.util.Locale;

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
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isGood() {
        return this == FLOWING || this == IDLE;
    }

    boolean isWorseThan(Verdict other) {
        return compareTo(other) < 0;
    }
}
