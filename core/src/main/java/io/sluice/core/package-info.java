/** The scheduler core: budgets, credentials and lanes. May depend on java.* alone; time is an argument everywhere. */
@NullMarked
package io.sluice.core;

import org.jspecify.annotations.NullMarked;
