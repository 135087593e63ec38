/**
 * Predicts how a workload fares: the scheduler of the product among fake providers that count exactly as their files declare, on
 * virtual time. It may depend on java.* and the rest of the core.
 */
@NullMarked
package io.sluice.core.forecast;

import org.jspecify.annotations.NullMarked;
