/** The one file of Kafka's settings, and how it is read. Knows nothing but Java. */
@NullMarked
package io.sluice.settings;

import org.jspecify.annotations.NullMarked;
