package io.sluice.cli.meter;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ScheduledExecutorService;

/** The meters of one role. */
public interface Meters extends AutoCloseable {
    /**
     * Adds them to a registry.
     *
     * @param background where those look for news that cannot do so whenever they are read
     */
    void bindTo(MeterRegistry registry, ScheduledExecutorService background);

    /** Brings up to date which of them there are; before they are read. */
    void refresh();

    @Override
    void close();
}
