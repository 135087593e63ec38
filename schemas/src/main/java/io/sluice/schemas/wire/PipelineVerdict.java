package io.sluice.schemas.wire;

import java.util.Arrays;
import java.util.Locale;

/** How a pipeline fares, in a word; the worst first. */
public enum PipelineVerdict {
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

    /** The verdict of a word; a word that is not known here tells of nothing bad. */
    public static PipelineVerdict of(String text) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.text().equals(text))
                .findFirst()
                .orElse(FLOWING);
    }

    /** The word for it in records. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isGood() {
        return this == FLOWING || this == IDLE;
    }

    public boolean isWorseThan(PipelineVerdict other) {
        return compareTo(other) < 0;
    }
}
