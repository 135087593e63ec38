/** The benchmarks, and the command that runs them. Nothing depends on this module; it may use any other. */
@NullMarked
package io.sluice.bench;

import org.jspecify.annotations.NullMarked;
