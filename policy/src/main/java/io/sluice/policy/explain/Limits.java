package io.sluice.policy.explain;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.policy.value.Durations;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Limits as people read them: {@code 900 per 15m, first-call}. */
public final class Limits {
    private Limits() {}

    /** Quota and window. */
    public static String text(Limit limit) {
        String quota = limit.told() ? "what answers tell" : Long.toString(limit.quota());
        String use = limit.usePercent() == 100 ? "" : ", " + limit.usePercent() + "% of it used";
        return limit.window().handle(new WindowText(quota)) + use;
    }

    /** Which credentials it counts; empty where it counts all. */
    public static String labels(Limit limit) {
        Map<String, String> labels = new TreeMap<>();
        limit.labels()
                .forEach((name, values) -> labels.put(
                        name,
                        (values.except() ? "anything but " : "")
                                + values.values().stream()
                                        .map(value -> value.isEmpty() ? "none" : value)
                                        .sorted()
                                        .collect(Collectors.joining(" or "))));
        return labels.entrySet().stream()
                .map(label -> label.getKey() + " " + label.getValue())
                .collect(Collectors.joining(", "));
    }

    private record WindowText(String quota) implements Window.Handler<String> {
        @Override
        public String firstCall(Window.FirstCall window) {
            return quota + " per " + Durations.text(window.perMillis()) + ", first-call";
        }

        @Override
        public String sliding(Window.Sliding window) {
            return quota + " per " + Durations.text(window.perMillis()) + ", sliding";
        }

        @Override
        public String bucket(Window.Bucket window) {
            return "bucket of " + quota + ", refilled over " + Durations.text(window.perMillis());
        }

        @Override
        public String calendar(Window.Calendar window) {
            return quota + " per " + window.turns().handle(new TurnsText());
        }

        @Override
        public String concurrent(Window.Concurrent window) {
            return quota + " at the same time";
        }
    }

    private static final class TurnsText implements Window.Turns.Cases<String> {
        @Override
        public String aligned(Window.Turns.Aligned turns) {
            return Durations.text(turns.perMillis()) + ", calendar";
        }

        @Override
        public String daily(Window.Turns.Daily turns) {
            return "day, from " + turns.at() + " " + turns.zone();
        }

        @Override
        public String monthly(Window.Turns.Monthly turns) {
            return "month, from " + turns.at() + " " + turns.zone() + " of the first";
        }
    }
}
