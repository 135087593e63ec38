/**
 * HTTP calls: one exchange on the wire for each, on one event loop.
 *
 * <p>Depends on Vert.x core and on {@code io.sluice.connectors.secret}; knows no Kafka.
 */
@NullMarked
package io.sluice.connectors.http;

import org.jspecify.annotations.NullMarked;
