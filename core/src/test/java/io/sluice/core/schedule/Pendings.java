package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.Map;

/** Requests that stand nowhere yet, for tests of what holds them. */
final class Pendings {
    private Pendings() {}

    static Pending pending(long ticket, String id) {
        Request request = new Request(
                ticket,
                id,
                "provider",
                "other",
                new Eligible.Any(),
                Map.of(),
                Cost.ONE,
                Scheduler.NEVER,
                1_000,
                true,
                Progress.NONE);
        return new Pending(request, Terms.of(request), null);
    }
}
