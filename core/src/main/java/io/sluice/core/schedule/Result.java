package io.sluice.core.schedule;

/** How a request ended. */
public enum Result {
    OK,
    HTTP_ERROR,
    GAVE_UP,
    DEADLINE_PASSED,
    CANCELLED,
    REJECTED,
    BODY_TOO_LARGE,
    UNKNOWN_OUTCOME
}
