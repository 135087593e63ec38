/**
 * What may stand on the wire of HTTP: one set of rules for those who take requests and for those who make calls, so that what
 * is taken can be sent. Also what else the writers and the readers of records must agree on. Depends on java.* alone.
 */
@NullMarked
package io.sluice.schemas.wire;

import org.jspecify.annotations.NullMarked;
