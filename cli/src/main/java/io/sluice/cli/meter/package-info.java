/** What is measured of a pipeline's roles, as meters of Micrometer. Depends on the roles and on Kafka clients. */
@NullMarked
package io.sluice.cli.meter;

import org.jspecify.annotations.NullMarked;
