/** Where the time goes, from a flight recording. */
@NullMarked
package io.sluice.bench.profile;

import org.jspecify.annotations.NullMarked;
