package io.sluice.core.provider;

/** How limits are learned that a provider's file does not declare. */
public enum Learn {
    /** Learns from what answers tell, at once, at endpoints that no declared limit covers. */
    UNDECLARED,
    /** The same at all endpoints. */
    HEADERS,
    /** Learns from what answers tell and from refusals, with few calls in flight at first. */
    CAREFUL,
    OFF
}
