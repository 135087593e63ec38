/** What a provider's file says that matters for scheduling: endpoints, limits, windows and scopes. Values only; java.* alone. */
@NullMarked
package io.sluice.core.provider;

import org.jspecify.annotations.NullMarked;
