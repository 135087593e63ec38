/** Sends a file of requests, waits for all answers and writes them in order. */
@NullMarked
package io.sluice.cli.run;

import org.jspecify.annotations.NullMarked;
