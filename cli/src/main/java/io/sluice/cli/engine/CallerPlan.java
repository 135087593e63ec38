package io.sluice.cli.engine;

import io.sluice.connectors.secret.ReferenceRules;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a caller of this process goes by.
 *
 * @param directory its own: its name lies there
 * @param egresses that calls leave by from here
 * @param keys folder of its key pair
 * @param trusted credentials whose secrets it may open wherever they lie
 * @param drainMillis how long calls in flight may take when it ends, at the most
 */
public record CallerPlan(
        Path directory,
        Set<String> egresses,
        Path keys,
        ReferenceRules references,
        Definitions trusted,
        long drainMillis) {
    public CallerPlan {
        egresses = Set.copyOf(egresses);
    }
}
