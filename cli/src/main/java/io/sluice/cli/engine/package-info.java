/** All parts of a pipeline in this process: broker, registry, scheduler, caller. */
@NullMarked
package io.sluice.cli.engine;

import org.jspecify.annotations.NullMarked;
