package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.meter.Debit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call under way in a {@link Loop}, with what it took of meters. */
final class Flight {
    final Who who;
    final ScopeKey key;
    final Departure departure;
    final long notBefore;
    final Map<String, Debit> debits = new LinkedHashMap<>();

    Flight(Who who, ScopeKey key, Departure departure, long notBefore) {
        this.who = who;
        this.key = key;
        this.departure = departure;
        this.notBefore = notBefore;
    }
}
