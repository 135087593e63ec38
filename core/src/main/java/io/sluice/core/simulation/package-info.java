/**
 * The scheduler on virtual time, among fake providers and a fake network: the same decisions as in a real run, without waiting for
 * them. What is random comes from a seed, so that every run can be repeated. It may depend on java.* and the rest of the core.
 */
@NullMarked
package io.sluice.core.simulation;

import org.jspecify.annotations.NullMarked;
