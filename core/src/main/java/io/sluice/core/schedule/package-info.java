/**
 * The scheduler: which request goes next, with which credential, at which instant.
 *
 * <p>One thread, no clock, no I/O. Events come in through {@link io.sluice.core.schedule.Scheduler}, what is to be done
 * goes out through {@link io.sluice.core.schedule.Decisions}. May depend on the other core packages and java.* alone.
 */
@NullMarked
package io.sluice.core.schedule;

import org.jspecify.annotations.NullMarked;
