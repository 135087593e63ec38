package io.sluice.core.learn;

import io.sluice.core.meter.Debit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call under way in a {@link Loop}, with what it took of meters. */
final class Flight {
    final Caller who;
    final Departure departure;
    final long notBefore;
    final Map<String, Debit> debits = new LinkedHashMap<>();

    Flight(Caller who, Departure departure, long notBefore) {
        this.who = who;
        this.departure = departure;
        this.notBefore = notBefore;
    }
}
