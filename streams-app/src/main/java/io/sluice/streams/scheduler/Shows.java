package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Names;
import io.sluice.core.schedule.CredentialView;
import io.sluice.core.schedule.QueueView;
import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.StatusCount;
import io.sluice.schemas.wire.PipelineVerdict;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns what the scheduler shows into records for people. */
final class Shows {
    private static final Dimension.Handler<Boolean> BELONGS = new Belongs();

    private Shows() {}

    static CredentialState credential(CredentialView view, long now) {
        Map<String, StatusCount> counts = new HashMap<>();
        view.standing()
                .counts()
                .forEach((status, count) ->
                        counts.put(status.toString(), new StatusCount(count.count(), count.lastAt())));
        long until = view.holds().stream()
                .mapToLong(CredentialView.Hold::until)
                .max()
                .orElse(0);
        Standing standing = view.standing();
        return CredentialState.newBuilder()
                .setProvider(view.credential().provider())
                .setCredential(view.credential().id())
                .setAccount(view.credential().account())
                .setApp(view.credential().app())
                .setEgress(view.credential().egress())
                .setStatus(status(view, now))
                .setReason(reason(view))
                .setSince(standing.since())
                .setUntil(until == 0 || until == Scheduler.NEVER ? null : Long.valueOf(until))
                .setHolds(view.holds().stream()
                        .map(hold -> new HoldState(hold.scopeKey().text(), hold.until(), hold.reason()))
                        .toList())
                .setBudgets(view.budgets().stream().map(Shows::budget).toList())
                .setCounts(counts)
                .setErrorRate(standing.errorRate())
                .setLastUsedAt(standing.lastUsedAt() == 0 ? null : Long.valueOf(standing.lastUsedAt()))
                .build();
    }

    /** Of the credential that a record shows. */
    static CredentialKey key(CredentialState state) {
        return new CredentialKey(state.getProvider(), state.getCredential());
    }

    private static BudgetState budget(CredentialView.BudgetView budget) {
        OptionalLong length = budget.window().length();
        Learned learned = budget.learned();
        return BudgetState.newBuilder()
                .setLimit(budget.limit())
                .setScopeKey(budget.scopeKey().text())
                .setEndpoints(budget.endpoints())
                .setQuota(budget.quota())
                .setUsed(budget.used())
                .setInFlight(budget.inFlight())
                .setOpensAt(budget.opensAt())
                .setWindow(budget.window().text())
                .setPerMs(length.isEmpty() ? null : Long.valueOf(length.getAsLong()))
                .setByOthers(budget.byOthers())
                .setLearnedAt(learned == null || !learned.proven() ? null : Long.valueOf(learned.since()))
                .setLearnedFrom(learned == null ? null : Names.word(learned.from()))
                .build();
    }

    static QueueMetric queue(QueueView view, long since, long now) {
        Wait.Why why = view.why() == null && view.backingOff() > 0 ? Wait.Why.BACKOFF : view.why();
        return QueueMetric.newBuilder()
                .setSeries(view.provider())
                .setWindowStart(since)
                .setWindowEnd(now)
                .setProvider(view.provider())
                .setWaiting(view.waiting() + view.backingOff())
                .setInFlight(view.inFlight())
                .setVerdict(verdict(view).text())
                .setReason(why == null ? null : why.text())
                .setLimit(view.limit())
                .setScopeKey(view.scopeKey() == null ? null : view.scopeKey().text())
                .setNextAt(view.nextAt())
                .setOldestTicket(view.oldestTicket())
                .build();
    }

    private static PipelineVerdict verdict(QueueView view) {
        Wait.Why why = view.why();
        if (view.waiting() == 0 && why != Wait.Why.HOLD) {
            return view.inFlight() + view.backingOff() == 0 ? PipelineVerdict.IDLE : PipelineVerdict.FLOWING;
        }
        return why == null
                ? PipelineVerdict.FLOWING
                : switch (why) {
                    case BUDGET, CONCURRENCY ->
                        view.inFlight() > 0 ? PipelineVerdict.FLOWING : PipelineVerdict.WAITING_FOR_BUDGET;
                    case HOLD -> view.limit() == null ? held(view.scopeKey()) : PipelineVerdict.HELD;
                    case CALLER_ABSENT -> PipelineVerdict.CALLER_ABSENT;
                    case NO_CREDENTIAL -> PipelineVerdict.NO_CREDENTIAL;
                    case CALLER_BUSY, BACKOFF, STARTING -> PipelineVerdict.FLOWING;
                };
    }

    private static PipelineVerdict held(@Nullable ScopeKey closed) {
        if (closed == null || closed.equals(ScopeKey.WHOLE)) {
            return PipelineVerdict.PROVIDER_DOWN;
        }
        return closed.value(Dimension.Fixed.EGRESS).isPresent() ? PipelineVerdict.EGRESS_CLOSED : PipelineVerdict.HELD;
    }

    private static String status(CredentialView view, long now) {
        if (view.credential().disabled()) {
            return "disabled";
        }
        Standing.Status status = view.standing().status();
        boolean throttled = status == Standing.Status.ACTIVE
                && view.holds().stream()
                        .anyMatch(hold -> hold.until() > now
                                && hold.scopeKey().dimensions().stream()
                                        .anyMatch(dimension -> dimension.handle(BELONGS)));
        return throttled ? "throttled" : Names.word(status);
    }

    private static @Nullable String reason(CredentialView view) {
        if (!view.standing().reason().isEmpty()) {
            return view.standing().reason();
        }
        return view.holds().isEmpty() ? null : view.holds().get(0).reason();
    }

    /** Whether a dimension tells credentials apart by what they belong to, not by the way that their calls take. */
    private static final class Belongs implements Dimension.Handler<Boolean> {
        @Override
        public Boolean fixed(Dimension.Fixed dimension) {
            return switch (dimension) {
                case APP, ACCOUNT, CREDENTIAL -> true;
                case PROVIDER, EGRESS, ENDPOINT -> false;
            };
        }

        @Override
        public Boolean param(Dimension.Param dimension) {
            return false;
        }

        @Override
        public Boolean label(Dimension.Label dimension) {
            return true;
        }
    }
}
