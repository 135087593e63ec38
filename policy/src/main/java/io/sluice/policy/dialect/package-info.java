/** The well-known ways in which the headers of answers tell about limits. May depend on core and policy.value. */
@NullMarked
package io.sluice.policy.dialect;

import org.jspecify.annotations.NullMarked;
