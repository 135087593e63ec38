package io.sluice.policy.answer;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Target;
import io.sluice.policy.dialect.Told;
import java.util.List;

/** Which limit of the provider's file headers mean that say nothing of it. */
final class Meant {
    private static final long DAY = 86_400_000;

    private Meant() {}

    /** The longest window of any limit of the endpoint, in ms. */
    static long longestWindow(List<Limit> limits) {
        long longest = 0;
        for (Limit limit : limits) {
            longest = Math.max(longest, length(limit.window()));
        }
        return longest;
    }

    /**
     * By the name that a signal declares for it, by its own name, or by quota and window where only one limit has these; of
     * limits whose quota answers tell, the only one there is. A limit for which a signal declares a name has no other.
     */
    static Target of(Told told, Reading reading) {
        String name = told.name();
        for (Signal signal : reading.signals()) {
            if (signal.policy() != null && signal.policy().equals(name) && signal.limit() != null) {
                return new Target.Declared(signal.limit());
            }
        }
        List<Limit> limits = reading.limits();
        if (name != null && limits.stream().anyMatch(limit -> limit.isCalled(name))) {
            return new Target.Declared(name);
        }
        List<Limit> equal = limits.stream()
                .filter(limit -> isEqual(limit, told) && !hasOtherName(limit, told, reading))
                .toList();
        if (equal.isEmpty() && told.unit() == null) {
            equal = limits.stream()
                    .filter(limit -> limit.told() && hasWindow(limit, told) && !hasOtherName(limit, told, reading))
                    .toList();
        }
        if (equal.size() == 1) {
            return new Target.Declared(equal.get(0).name());
        }
        return name == null ? new Target.Unnamed() : new Target.Named(name);
    }

    private static boolean isEqual(Limit limit, Told told) {
        boolean quota = told.quota().isEmpty()
                ? told.name() == null
                : !limit.told() && told.quota().getAsLong() == limit.quota();
        boolean counts = !(limit.window() instanceof Window.Concurrent);
        return told.unit() == null && counts && quota && hasWindow(limit, told);
    }

    /** Whether answers name the limit, and what is told has another name. */
    private static boolean hasOtherName(Limit limit, Told told, Reading reading) {
        return told.name() != null
                && reading.signals().stream()
                        .anyMatch(signal ->
                                signal.policy() != null && signal.limit() != null && limit.isCalled(signal.limit()));
    }

    private static boolean hasWindow(Limit limit, Told told) {
        long length = length(limit.window());
        return told.perMillis().isEmpty() || length == 0 || told.perMillis().getAsLong() == length;
    }

    /** In ms; 0 where a window has no certain length. */
    private static long length(Window window) {
        boolean daily = window instanceof Window.Calendar calendar && calendar.turns() instanceof Window.Turns.Daily;
        return daily ? DAY : window.length().orElse(0);
    }
}
