package io.sluice.core.schedule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls whose outcomes have not come. */
final class Flights {
    private final Map<String, Flight> byCall = new HashMap<>();
    private final Timers<Flight> leases = new Timers<>();

    void add(Flight flight) {
        byCall.put(flight.call.id(), flight);
        leases.add(flight.call.lease(), flight);
    }

    /** Takes a call off; null where it is not in flight. */
    @Nullable
    Flight end(String callId) {
        return byCall.remove(callId);
    }

    /** Takes a call off whose lease ended before the given instant; null where there is none. */
    @Nullable
    Flight expired(long before) {
        Flight flight;
        while ((flight = leases.due(before - 1)) != null) {
            if (byCall.remove(flight.call.id(), flight)) {
                return flight;
            }
        }
        return null;
    }

    long of(String provider) {
        return byCall.values().stream()
                .filter(flight -> flight.call.provider().equals(provider))
                .count();
    }
}
