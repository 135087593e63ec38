/**
 * The real Kafka broker and a small schema registry inside this JVM, for {@code up}, {@code run}, {@code demo} and the
 * tests. May depend on Kafka's server, Avro and the JDK; knows nothing about requests, budgets or topics of Sluice.
 */
@NullMarked
package io.sluice.embedded;

import org.jspecify.annotations.NullMarked;
