package io.sluice.cli.engine;

import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.Draining;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** All roles in this process. They are closed in reverse order. */
public final class Pipeline implements AutoCloseable {
    private final Deque<DirectoryLock> locks = new ArrayDeque<>();
    private final Deque<Role> roles = new ArrayDeque<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final CompletableFuture<Draining> draining = new CompletableFuture<>();
    private final Watch watch;

    private Pipeline(Watch watch) {
        this.watch = watch;
    }

    /**
     * What the roles go by.
     *
     * @param directory where everything lies that is kept
     * @param keys folder of the caller's key pair
     * @param drainMillis how long calls in flight may take when the caller ends, at the most
     * @param observed whether metrics and error patterns are made
     */
    public record Plan(
            Path directory,
            Path keys,
            Settings core,
            ReferenceRules references,
            Definitions definitions,
            long drainMillis,
            boolean observed,
            Clock clock) {}

    /**
     * Starts all roles, and waits until the scheduler knows all credentials that the plan names, or a role fails.
     *
     * @param stop whether to wait no longer
     */
    public static Pipeline start(Cluster cluster, Plan plan, Watch watch, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Pipeline pipeline = new Pipeline(watch);
        try {
            pipeline.startRoles(cluster, plan, stop);
            return pipeline;
        } catch (IOException | InterruptedException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    /** Fails if a role stops working by itself. */
    public CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    /** Completes when the caller ends and waits for calls in flight. */
    public CompletionStage<Draining> draining() {
        return draining.minimalCompletionStage();
    }

    /** Whether the observer's tasks run, where there is one. */
    public boolean observes() {
        return roles.stream()
                .filter(role -> role.name().equals(Role.OBSERVER))
                .allMatch(role -> role.insight().unready().get().isEmpty());
    }

    private void startRoles(Cluster cluster, Plan plan, BooleanSupplier stop) throws IOException, InterruptedException {
        Path directory = plan.directory();
        started(Roles.scheduler(cluster, taken(directory, Role.SCHEDULER), plan.core(), plan.clock()));
        CallerPlan caller = new CallerPlan(
                taken(directory, Role.CALLER),
                plan.definitions().egresses(),
                plan.keys(),
                plan.references(),
                plan.definitions(),
                plan.drainMillis());
        started(Roles.caller(cluster, caller, plan.clock()));
        if (plan.observed()) {
            started(Roles.observer(cluster, taken(directory, Role.OBSERVER)));
        }
        long written = plan.clock().millis();
        Roles.write(cluster, plan.definitions(), plan.keys());
        plan.definitions().awaitTaken(cluster, written, () -> failure.isDone() || stop.getAsBoolean());
    }

    /** A role's own folder, which a role in another process would use as well, under the same name on the cluster. */
    private Path taken(Path directory, String role) {
        Path folder = directory.resolve(role);
        locks.push(DirectoryLock.acquire(folder));
        return folder;
    }

    private void started(Role role) {
        roles.push(role);
        watch.add(role);
        role.draining().thenAccept(draining::complete);
        role.failure().whenComplete((nothing, trouble) -> {
            if (trouble != null) {
                failure.completeExceptionally(trouble);
            }
        });
    }

    @Override
    public void close() {
        while (!roles.isEmpty()) {
            try {
                roles.pop().close(failure.isCompletedExceptionally());
            } catch (RuntimeException e) {
                // the rest is closed all the same
            }
        }
        while (!locks.isEmpty()) {
            locks.pop().close();
        }
    }
}
