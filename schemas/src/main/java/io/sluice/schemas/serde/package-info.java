/**
 * How records lie on topics and in stores: Avro in the Confluent wire format or JSON with the same field names. May
 * depend on the generated records, Avro, Jackson, kafka-clients and the Confluent client.
 */
@NullMarked
package io.sluice.schemas.serde;

import org.jspecify.annotations.NullMarked;
