/** Asks a running pipeline, by reading its topics, and puts what it says into words. */
@NullMarked
package io.sluice.cli.talk;

import org.jspecify.annotations.NullMarked;
