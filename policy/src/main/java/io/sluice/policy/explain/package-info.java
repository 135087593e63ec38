/** What a provider's file means, in words: of a request, of an answer, of the whole provider. May depend on policy and core. */
@NullMarked
package io.sluice.policy.explain;

import org.jspecify.annotations.NullMarked;
