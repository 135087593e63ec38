/**
 * The observer's topology: counts what became of calls, by endpoint and by error, and how credentials fare, in windows of
 * ten seconds. It reads what the scheduler and its callers write and decides nothing.
 */
@NullMarked
package io.sluice.streams.observer;

import org.jspecify.annotations.NullMarked;
