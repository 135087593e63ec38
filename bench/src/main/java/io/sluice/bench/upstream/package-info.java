/** The APIs that are called: nginx, a server that notes arrivals, one with a first-call window. */
@NullMarked
package io.sluice.bench.upstream;

import org.jspecify.annotations.NullMarked;
