/**
 * Learns limits that no file declares, from what answers tell and from which calls are refused. No clock, deterministic.
 * May depend on {@code io.sluice.core.provider}, {@code credential}, {@code meter} and java.* alone.
 */
@NullMarked
package io.sluice.core.learn;

import org.jspecify.annotations.NullMarked;
