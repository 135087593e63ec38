/** What answers mean and what they tell about limits: by the provider's file, by well-known dialects, by default. */
@NullMarked
package io.sluice.policy.answer;

import org.jspecify.annotations.NullMarked;
