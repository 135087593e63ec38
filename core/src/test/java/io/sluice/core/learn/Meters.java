package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.meter.Debit;
import io.sluice.core.meter.Meter;
import io.sluice.core.provider.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meters of limits that change, as the scheduler has them: one of a changed limit takes over what was counted, where it can. */
final class Meters {
    private final List<Flight> flights;
    private final Map<String, Meter> meters = new HashMap<>();
    private final Map<String, Limit> limits = new HashMap<>();

    Meters(List<Flight> flights) {
        this.flights = flights;
    }

    static String key(Limit limit, Caller who) {
        ScopeKey key = ScopeKey.of(limit.scope(), who.endpoint(), who.credential(), Map.of());
        return limit.name() + ' ' + key.text() + ' ' + limit.scope();
    }

    Meter at(String key) {
        return meters.get(key);
    }

    Meter of(Limit limit, Caller who) {
        String key = key(limit, who);
        if (!limit.equals(limits.put(key, limit))) {
            Meter meter = successor(meters.get(key), limit);
            for (Flight flight : flights) {
                if (key(limit, flight.who).equals(key)) {
                    Debit debit = new Debit(1, flight.notBefore);
                    flight.debits.put(key, debit);
                    meter.resume(debit);
                }
            }
            meters.put(key, meter);
        }
        return meters.get(key);
    }

    private static Meter successor(Meter before, Limit limit) {
        Meter meter = Meter.of(limit);
        if (before != null) {
            try {
                meter.restore(before.save());
            } catch (IllegalArgumentException ofAnotherKind) {
                return Meter.of(limit);
            }
        }
        return meter;
    }
}
