package io.sluice.cli.simulate;

import io.sluice.core.credential.Credential;
import io.sluice.core.forecast.Arrival;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The requests of a simulation, the same ones each time that they are asked for, but for the accounts that take turns. */
public interface Workload {
    /** The requests that are called with these credentials, in order of time. */
    Iterator<Arrival> arrivals(List<Credential> credentials);

    /** Number of requests that are never called, by reason code. */
    Map<String, Long> rejected();

    /** Whether it ends by itself. */
    boolean ends();

    /** Number of requests that name no account and may have any only as long as there is one account. */
    long ofOneAccount();

    /** What it is, in words. */
    String text();
}
