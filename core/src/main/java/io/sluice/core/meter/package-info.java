/**
 * Counters of what calls took of a limit's quota, one kind for each kind of window. Exact integers, no clock: an answer
 * proves that its call arrived between the instants at which it was sent and answered, and no more is assumed. May
 * depend on {@code io.sluice.core.provider} and java.* alone.
 */
@NullMarked
package io.sluice.core.meter;

import org.jspecify.annotations.NullMarked;
