/**
 * The scheduler's topology: feeds records to the core's {@link io.sluice.core.schedule.Scheduler} and applies what it
 * decides to stores and topics, in one transaction. May depend on core, policy, schemas and Kafka Streams.
 */
@NullMarked
package io.sluice.streams.scheduler;

import org.jspecify.annotations.NullMarked;
