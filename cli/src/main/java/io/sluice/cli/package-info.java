/** The sluice command: what users type, and the composition root of everything. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
