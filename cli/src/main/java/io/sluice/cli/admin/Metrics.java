package io.sluice.cli.admin;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.cli.meter.KeptMetrics;
import io.sluice.cli.meter.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The metrics of this process, in the text format of Prometheus. */
final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Meters> roles = new ArrayList<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-metrics");
        thread.setDaemon(true);
        return thread;
    });

    Metrics() {
        registry.config().meterFilter(new KeptMetrics());
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    synchronized void add(Meters meters) {
        meters.bindTo(registry, background);
        roles.add(meters);
    }

    /** One at a time: each brings the rows of its tables up to date. */
    synchronized String scrape() {
        roles.forEach(Meters::refresh);
        return registry.scrape();
    }

    @Override
    public synchronized void close() {
        background.shutdownNow();
        collections.close();
        registry.close();
    }
}
