/** Tests of the HTTP side, on loopback servers. */
@NullMarked
package io.sluice.connectors.http;

import org.jspecify.annotations.NullMarked;
