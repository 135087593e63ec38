/**
 * What may stand on the wire of HTTP: one set of rules for those who take requests and for those who make calls, so that what
 * is taken can be sent. And the words and rules that one part of a pipeline writes or keeps and another goes by. Depends on
 * java.* alone.
 */
@NullMarked
package io.sluice.schemas.wire;

import org.jspecify.annotations.NullMarked;
