package io.sluice.policy.value;

/** How a time is written. */
public enum TimeForm {
    EPOCH_SECONDS,
    EPOCH_MILLIS,
    DELTA_SECONDS,
    DELTA_MILLIS,
    DELTA_MINUTES,
    ISO,
    HTTP_DATE,
    DURATION,
    /** Told apart by its form and size. */
    DETECTED
}
