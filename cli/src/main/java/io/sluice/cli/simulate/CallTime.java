package io.sluice.cli.simulate;

import io.sluice.cli.UserError;
import io.sluice.core.simulation.Latency;
import io.sluice.policy.value.Durations;

/** How long calls take, there and back, in ms: always the same, or any time within bounds. */
public record CallTime(long least, long most) {
    private static final String TO = "..";

    /** Reads {@code 50ms} or {@code 50ms..200ms}. */
    public static CallTime parse(String flag, String text) {
        int to = text.indexOf(TO);
        long least = Durations.millis(to < 0 ? text : text.substring(0, to));
        long most = to < 0 ? least : Durations.millis(text.substring(to + TO.length()));
        if (least < 0 || most < least) {
            throw new UserError(flag + " is '" + text + "', expected a duration such as 50ms, or two as 50ms..200ms");
        }
        return new CallTime(least, most);
    }

    Latency latency() {
        return Latency.between(least, most);
    }

    /** As people write it. */
    public String text() {
        return least == most ? least + " ms" : least + " to " + most + " ms";
    }
}
