/**
 * Learns limits that no file declares, from what answers tell and from which calls are refused. No clock, deterministic.
 * May depend on {@code io.sluice.core.provider}, {@code credential}, {@code meter} and java.* alone.
 *
 * <p>Words used here: calls of a scope key that pass between two refusals are a <em>run</em>. The refusal that ends it is its
 * <em>wall</em>: 100 calls passed and the next one was refused, so the run held 100. From a wall on the key is <em>shut</em>, until
 * one call that is sent alone passes and <em>opens</em> the next run. Calls are <em>crowded</em> where too many at the same time are
 * what is refused.
 *
 * <p>{@link io.sluice.core.learn.Learner} asks {@link io.sluice.core.learn.ToldLimits} for what answers tell, and
 * {@link io.sluice.core.learn.RefusalLimits} for what refusals tell, where a {@link io.sluice.core.learn.KeySearch} for each scope
 * key goes from {@link io.sluice.core.learn.Stage} to stage.
 */
@NullMarked
package io.sluice.core.learn;

import org.jspecify.annotations.NullMarked;
