/** The pipelines that are measured, and what drives them: Sluice, and a bare loop without logic. */
@NullMarked
package io.sluice.bench.loop;

import org.jspecify.annotations.NullMarked;
