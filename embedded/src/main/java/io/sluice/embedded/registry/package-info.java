/** The registry's REST API, as far as Confluent's clients use it. May depend on the catalog, Jackson and the JDK's HTTP server. */
@NullMarked
package io.sluice.embedded.registry;

import org.jspecify.annotations.NullMarked;
