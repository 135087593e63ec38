package io.sluice.core.learn;

/** How answers tell about the limit. */
enum Words {
    NONE,
    RETRY_AFTER,
    /** Quota, remaining and reset in whole seconds. */
    LEGACY,
    /** The same, and the window's length. */
    POLICY
}
