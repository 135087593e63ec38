package io.sluice.cli.engine;

import io.sluice.cli.meter.Meters;
import java.util.List;
import java.util.function.Supplier;

/**
 * What can be seen of a role from outside.
 *
 * @param faults what of it does not work any more, in words; nothing while it works, or would as soon as its broker answers
 * @param unready why it does not do its work yet, in words; nothing once it does
 */
public record Insight(Supplier<List<String>> faults, Supplier<List<String>> unready, Meters meters) {}
