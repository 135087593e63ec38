/** x. */
@NullMarked
package io.sluice.core.meter;

import org.jspecify.annotations.NullMarked;
