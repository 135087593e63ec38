/** The bundled rate-limited API, and the sample that calls it. */
@NullMarked
package io.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
