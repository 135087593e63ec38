/** One call by a provider file, and what the file makes of its answer. */
@NullMarked
package io.sluice.cli.trial;

import org.jspecify.annotations.NullMarked;
