/**
 * Secrets: how they are sealed, where they come from and where they may be sent.
 *
 * <p>Depends on Tink, {@code schemas.wire} and java.*; knows neither Kafka nor HTTP.
 */
@NullMarked
package io.sluice.connectors.secret;

import org.jspecify.annotations.NullMarked;
