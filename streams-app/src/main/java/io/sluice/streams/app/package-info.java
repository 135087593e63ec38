/** Runs the topologies: settings of Kafka Streams, topics, start and stop. */
@NullMarked
package io.sluice.streams.app;

import org.jspecify.annotations.NullMarked;
