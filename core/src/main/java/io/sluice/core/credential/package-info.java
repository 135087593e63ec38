/** Credentials, what they may be used for and how they fare. java.* alone; no secret ever comes here. */
@NullMarked
package io.sluice.core.credential;

import org.jspecify.annotations.NullMarked;
