package io.sluice.cli;

import io.sluice.connectors.caller.CallerSettings;
import io.sluice.policy.value.Durations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long calls in flight may take when a process is asked to end. */
final class DrainOptions {
    @Option(
            names = "--drain",
            paramLabel = "D",
            description =
                    "When it is stopped, wait no longer for calls in flight, such as 30s; those are then reported lost"
                            + " (default: until the time-out of the last one has passed).")
    private @Nullable String most;

    /** In ms; throws {@link UserError} for what is no duration. */
    long millis() {
        if (most == null) {
            return CallerSettings.DEFAULT_DRAIN_MILLIS;
        }
        long millis = Durations.millis(most);
        if (millis < 0) {
            throw new UserError("--drain is '" + most + "', expected a duration such as 30s or 10m");
        }
        return millis;
    }
}
