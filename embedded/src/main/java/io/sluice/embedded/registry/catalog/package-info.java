/**
 * The registry's subjects, versions, ids, levels and modes: what is decided, what is known, and the file that remembers
 * it. Knows Avro, and Jackson for its file; no HTTP. Nothing here is thread-safe: the caller lets one request in at a time.
 */
@NullMarked
package io.sluice.embedded.registry.catalog;

import org.jspecify.annotations.NullMarked;
