package io.sluice.cli.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;

/** The gauges of a scheduler, each with a row for each of its labels' values. */
record SchedulerGauges(
        MultiGauge waiting, MultiGauge oldest, MultiGauge credentials, MultiGauge holds, MultiGauge untaken) {
    static SchedulerGauges in(MeterRegistry registry) {
        return new SchedulerGauges(
                MultiGauge.builder("sluice.waiting")
                        .description("Requests that wait: in line for budgets, or backing off after trouble.")
                        .register(registry),
                MultiGauge.builder("sluice.oldest.waiting")
                        .description("Age of the waiting request that was made first; 0 while none waits.")
                        .baseUnit("seconds")
                        .register(registry),
                MultiGauge.builder("sluice.credentials")
                        .description("Credentials by their status.")
                        .register(registry),
                MultiGauge.builder("sluice.hold.until")
                        .description("When a hold ends, since the epoch; there while the scope key is held.")
                        .baseUnit("seconds")
                        .register(registry),
                MultiGauge.builder("sluice.untaken.calls")
                        .description("Calls that were ordered and that no caller has taken.")
                        .register(registry));
    }
}
