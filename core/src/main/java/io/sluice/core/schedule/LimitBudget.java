package io.sluice.core.schedule;

import io.sluice.core.learn.Learned;
import io.sluice.core.meter.Debit;
import io.sluice.core.meter.Meter;
import io.sluice.core.meter.Word;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is left of one limit for one scope key. */
final class LimitBudget extends Budget {
    final Limit limit;
    final Meter meter;
    /** Units that answers told were used by others, since this was made. */
    private long byOthers;
    /** Where the limit comes from if no file declares it. */
    private @Nullable Learned learned;

    LimitBudget(BudgetId id, Limit limit) {
        super(id);
        this.limit = limit;
        this.meter = Meter.of(limit);
    }

    /** Notes where the limit comes from; null where a file declares it. */
    LimitBudget learned(@Nullable Learned from) {
        learned = from;
        return this;
    }

    /** What refusals told is a number of calls, whatever these cost. */
    @Override
    long units(Cost cost) {
        boolean ofCalls = learned != null && learned.from() == Learned.From.REFUSALS;
        return ofCalls ? 1 : cost.of(limit.name());
    }

    @Override
    long openAt(long units, long now) {
        return meter.freeAt(units, now);
    }

    @Override
    boolean succeeds(Cost cost, long now) {
        return closedUntil() <= now && claim == null && meter.predecessor(units(cost)) != null;
    }

    @Override
    After predecessor(Cost cost) {
        Debit before = meter.predecessor(units(cost));
        return before == null ? After.NOBODY : new After(List.of(before.call()), meter.patience(before));
    }

    @Override
    String limitName() {
        return limit.name();
    }

    @Override
    Wait.Why why(long now) {
        return limit.window() instanceof Window.Concurrent ? Wait.Why.CONCURRENCY : Wait.Why.BUDGET;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        Debit debit = new Debit(units(cost), notBefore);
        Debit before = meter.predecessor(debit.cost());
        if (before == null || meter.freeAt(debit.cost(), notBefore) != Meter.UNKNOWN) {
            meter.spend(debit);
        } else {
            meter.spendAfter(before, debit);
        }
        return debit;
    }

    @Override
    void settle(Debit debit, Spent spent, long sentAt, long answeredAt) {
        Long told = spent.told().get(limit.name());
        long reserved = spent.cost() == null ? debit.taken() : Math.min(units(spent.cost()), debit.taken());
        long units = told == null ? meter.untold(reserved) : told;
        if (units > 0) {
            meter.settle(debit, units, sentAt, answeredAt);
        } else {
            meter.giveBack(debit);
        }
        dirty = true;
    }

    @Override
    void lose(Debit debit, long sentAt, long by) {
        meter.lose(debit, sentAt, by);
        dirty = true;
    }

    @Override
    void giveBack(Debit debit) {
        meter.giveBack(debit);
        dirty = true;
    }

    @Override
    Debit resume(Cost cost, long notBefore) {
        Debit debit = new Debit(units(cost), notBefore);
        meter.resume(debit);
        return debit;
    }

    /** What an answer says about this limit and about the provider's clock. */
    void hear(Outcome.Answered answer, Debit debit, Learning learning, String endpoint) {
        if (answer.serverDate().isPresent()) {
            meter.clock(answer.serverDate().getAsLong(), answer.sentAt(), answer.answeredAt());
        }
        for (Outcome.Said said : answer.words()) {
            boolean ofLearned = learned != null
                    && learning.limit(said.target(), endpoint)
                            .filter(limit.name()::equals)
                            .isPresent();
            if (ofLearned || said.target().isDeclared(limit)) {
                hear(said.word(), debit, answer.sentAt(), answer.answeredAt());
            }
        }
    }

    /** What the answer of a call that took nothing from here says about this limit. */
    void hear(Word word, long sentAt, long answeredAt) {
        hear(word, new Debit(1, sentAt), sentAt, answeredAt);
        dirty = true;
    }

    /** What the answer of the call says that revealed the limit; what was used before that may be our own. */
    void hearFirst(Outcome.Answered answer, Debit debit, Learning learning, String endpoint) {
        hear(answer, debit, learning, endpoint);
        byOthers = 0;
        dirty = true;
    }

    private void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        long before = meter.used(answeredAt);
        meter.hear(word, debit, sentAt, answeredAt);
        byOthers += Math.max(0, meter.used(answeredAt) - before);
    }

    CredentialView.BudgetView view(List<String> endpoints, long now) {
        long opens = meter.opensAt(now);
        return new CredentialView.BudgetView(
                limit.name(),
                id.scopeKey(),
                endpoints,
                meter.quota(),
                meter.used(now),
                meter.inFlight(),
                opens == Meter.UNKNOWN ? null : Long.valueOf(opens),
                limit.window(),
                byOthers,
                learned);
    }

    @Override
    boolean hasLeft(long now) {
        return meter.freeAt(1, now) <= now;
    }

    @Override
    boolean ownIdle(long now) {
        return meter.idle(now);
    }

    @Override
    long[] saveOwn() {
        return meter.save();
    }

    @Override
    void restoreOwn(long[] saved) {
        meter.restore(saved);
    }
}
