/** Files that users write: providers and credentials in YAML, requests in JSON lines. Errors name file and line. */
@NullMarked
package io.sluice.policy.file;

import org.jspecify.annotations.NullMarked;
