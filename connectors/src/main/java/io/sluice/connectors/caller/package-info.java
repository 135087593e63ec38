/**
 * The http-caller: calls from the topic {@code calls}, on the wire, and what became of them in {@code outcomes}.
 *
 * <p>Depends on Kafka clients, the schemas, and the two packages beside it. A call goes through {@code CallFeed} (Kafka, one
 * thread for each egress), {@code CallMaker} (the event loop) and {@code OutcomeSender} (one thread, Kafka).
 */
@NullMarked
package io.sluice.connectors.caller;

import org.jspecify.annotations.NullMarked;
