package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Bare 403s. Each concerns its request alone, until three distinct requests in a row fail with a credential at an endpoint
 * where another credential succeeds meanwhile: then it is the credential that may not go there.
 */
final class Forbidden {
    private static final int DISTINCT = 3;

    private final Map<AtEndpoint, Seen> seen = new HashMap<>();
    /** Counts successes: tells which came after which. */
    private long successes;

    private record AtEndpoint(String provider, String endpoint) {
        static AtEndpoint of(Flight flight) {
            return new AtEndpoint(flight.call.provider(), flight.call.endpoint());
        }
    }

    /** What was seen at an endpoint. */
    private static final class Seen {
        final Map<String, Row> rows = new HashMap<>();
        /** The credential that succeeded last, when, and when another one did last. */
        String latest = "";

        long latestAt;
        long othersAt;

        long byOthersThan(String credential) {
            return credential.equals(latest) ? othersAt : latestAt;
        }
    }

    /** 403s of a credential in a row. */
    private static final class Row {
        final long since;
        final Set<String> requests = new HashSet<>();

        Row(long since) {
            this.since = since;
        }
    }

    /** Takes note of a 403; returns whether it is the credential's. */
    boolean failed(Flight flight) {
        String credential = flight.call.credential();
        Seen here = seen.computeIfAbsent(AtEndpoint.of(flight), first -> new Seen());
        Row row = here.rows.computeIfAbsent(credential, first -> new Row(successes));
        if (row.requests.size() < DISTINCT) {
            row.requests.add(flight.call.requestId());
        }
        return row.requests.size() >= DISTINCT && here.byOthersThan(credential) > row.since;
    }

    /** What was answered to the credential says nothing any more. */
    void forget(Credential credential) {
        seen.forEach((at, here) -> {
            if (at.provider().equals(credential.provider())) {
                here.rows.remove(credential.id());
            }
        });
    }

    /** Takes note of a success. */
    void succeeded(Flight flight) {
        String credential = flight.call.credential();
        Seen here = seen.computeIfAbsent(AtEndpoint.of(flight), first -> new Seen());
        here.othersAt = here.byOthersThan(credential);
        here.latest = credential;
        here.latestAt = ++successes;
        here.rows.remove(credential);
    }
}
