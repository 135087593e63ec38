package io.sluice.policy.explain;

import io.sluice.core.provider.Learn;
import io.sluice.policy.Example;
import io.sluice.policy.value.Durations;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** What answers come to, as people read it. */
public final class Phrases {
    private Phrases() {}

    static String learning(Learn learn) {
        return switch (learn) {
            case UNDECLARED, HEADERS -> "learned from what answers tell";
            case CAREFUL -> "learned from what answers tell and from refusals";
            case OFF -> "and none are learned";
        };
    }

    static String duration(OptionalLong millis) {
        return millis.isPresent() ? Durations.text(millis.getAsLong()) : "none";
    }

    /** What an answer tells about one limit. */
    public static String told(Meaning.Told told) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(told.limit().isEmpty() ? "an unnamed limit" : told.limit());
        told.remaining().ifPresent(remaining -> parts.add(remaining + " left"));
        told.quota().ifPresent(quota -> parts.add("quota " + quota));
        told.reset().ifPresent(reset -> parts.add("back in " + Durations.text(Math.max(0, reset.mostMillis()))));
        return parts.toString();
    }

    static String told(Example.Tells tells) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(tells.limit());
        tells.remaining().ifPresent(remaining -> parts.add(remaining + " left"));
        tells.quota().ifPresent(quota -> parts.add("quota " + quota));
        tells.resetMillis().ifPresent(reset -> parts.add("back in " + Durations.text(reset)));
        return parts.toString();
    }
}
