/** Predictions of the core shown to people: what is simulated, what if something were otherwise, as text, JSON and a page. */
@NullMarked
package io.sluice.cli.simulate;

import org.jspecify.annotations.NullMarked;
