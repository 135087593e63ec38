package io.sluice.cli.simulate;

import io.sluice.core.forecast.Arrival;
import java.util.Iterator;
import java.util.Map;

/** The requests of a simulation, the same ones each time that they are asked for. */
public interface Workload {
    /** Those that are called, in order of time. */
    Iterator<Arrival> arrivals();

    /** Number of those that are never called, by reason code. */
    Map<String, Long> rejected();

    /** Whether it ends by itself. */
    boolean ends();

    /** Number of requests that name no account and may have any only as long as there is one account. */
    long ofOneAccount();

    /** What it is, in words. */
    String text();
}
