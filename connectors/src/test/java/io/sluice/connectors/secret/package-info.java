/** Tests of secrets. */
@NullMarked
package io.sluice.connectors.secret;

import org.jspecify.annotations.NullMarked;
