/** What the edges share. Depends on java.* alone. */
@NullMarked
package io.sluice.connectors;

import org.jspecify.annotations.NullMarked;
