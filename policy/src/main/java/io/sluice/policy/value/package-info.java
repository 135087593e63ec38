/** Numbers and times as users and providers write them. May depend on core and schemas. */
@NullMarked
package io.sluice.policy.value;

import org.jspecify.annotations.NullMarked;
