/** Everything that can go wrong with processes of an installation, under load, and what its users and its APIs see of it. */
@NullMarked
package io.sluice.bench.chaos;

import org.jspecify.annotations.NullMarked;
