/** Tests of the http-caller. */
@NullMarked
package io.sluice.connectors.caller;

import org.jspecify.annotations.NullMarked;
