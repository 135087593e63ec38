package io.sluice.cli.simulate;

import io.sluice.core.credential.Credential;
import io.sluice.core.forecast.Blocker;
import io.sluice.core.forecast.Forecast;
import io.sluice.core.forecast.Forecaster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a workload fares as declared, with what a user wants otherwise, and with one more credential.
 *
 * @param whatIf null where nothing is wanted otherwise
 * @param oneMore null where nothing waits, or nobody has a credential to copy
 */
public record Prediction(
        Workload workload,
        Plan.Terms terms,
        Scenario declared,
        List<String> changes,
        @Nullable Scenario whatIf,
        @Nullable Scenario oneMore) {
    public Prediction {
        changes = List.copyOf(changes);
    }

    /** A plan and how the workload fares with it. */
    public record Scenario(String name, Plan plan, Forecast forecast) {}

    /** Simulates all of it. */
    public static Prediction of(
            Plan plan, List<String> changes, Workload workload, Plan.Terms terms, SimulationProgress progress) {
        Plan changed = WhatIf.apply(changes, plan);
        Scenario declared = run("as declared", plan, workload, terms, progress);
        Scenario whatIf = changes.isEmpty() ? null : run("what if", changed, workload, terms, progress);
        return new Prediction(workload, terms, declared, changes, whatIf, oneMore(declared, workload, terms, progress));
    }

    private static @Nullable Scenario oneMore(
            Scenario declared, Workload workload, Plan.Terms terms, SimulationProgress progress) {
        List<Blocker> blockers = declared.forecast().blockers();
        if (blockers.isEmpty()) {
            return null;
        }
        String provider = blockers.get(0).provider();
        boolean any = declared.plan().credentials().stream().anyMatch(credential -> isUsable(credential, provider));
        return any
                ? run(
                        "one more credential of " + provider,
                        WhatIf.oneMore(provider, declared.plan()),
                        workload,
                        terms,
                        progress)
                : null;
    }

    private static boolean isUsable(Credential credential, String provider) {
        return credential.provider().equals(provider) && !credential.disabled();
    }

    private static Scenario run(
            String name, Plan plan, Workload workload, Plan.Terms terms, SimulationProgress progress) {
        Forecast forecast = Forecaster.of(
                plan.world(terms),
                workload.arrivals(plan.credentials()),
                terms.most(),
                progress.of(name, workload.ends()));
        return new Scenario(name, plan, forecast);
    }

    /** Whether all requests that come in would be answered. */
    public boolean isDone() {
        return declared.forecast().doneMillis().isPresent();
    }
}
