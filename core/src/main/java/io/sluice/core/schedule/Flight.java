package io.sluice.core.schedule;

import io.sluice.core.learn.Departure;
import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A call whose outcome has not come, with what it holds of its budgets. */
final class Flight extends Timed {
    final Call call;
    final Pending pending;
    final Member member;
    List<Budget> budgets;
    private Debit[] debits;
    /**
     * How many of {@link #budgets}, from the first on, surely count this call; the others were guessed when the needed
     * budgets changed.
     */
    private int sure;
    /** How many calls were in flight with it when it left, of those that a learned limit counts together. */
    Departure departure = Departure.UNCOUNTED;
    /** The calls that come after it. */
    final List<Flight> successors = new ArrayList<>(0);
    /** Whether it may have left: it comes after no call that is in flight. */
    private boolean departed;

    Flight(Call call, Pending pending, Member member, List<Budget> budgets, Debit[] debits) {
        this.call = call;
        this.pending = pending;
        this.member = member;
        this.budgets = budgets;
        this.debits = debits;
        this.sure = debits.length;
        for (Debit debit : debits) {
            made(debit);
        }
    }

    private void made(Debit debit) {
        debit.madeFor(call.id());
        keepPlaceToItself(debit);
    }

    /** Its caller goes by statuses alone: it would pass a place on after a refusal that only the body tells. */
    private void keepPlaceToItself(Debit debit) {
        if (!pending.lane.pool.state.provider.refusesByStatus()) {
            debit.forsakePlace();
        }
    }

    /** Notes that the call may leave from now on, unless that was noted before. */
    void depart() {
        if (!departed) {
            departed = true;
            departure = pending.lane.pool.state.learning.departs(call.endpoint(), member.credential);
        }
    }

    /**
     * Counts the call against the budgets that are needed now, as far as its lane tells which they are. Budgets that
     * are gone are still settled with it.
     */
    void guess(List<Budget> needed) {
        Cost cost = pending.lane.cost();
        List<Budget> all = new ArrayList<>(budgets);
        List<Debit> taken = new ArrayList<>(List.of(debits));
        for (Budget budget : needed) {
            int at = budgets.indexOf(budget);
            if (at < 0) {
                all.add(budget);
                taken.add(resume(budget, cost));
            } else if (taken.get(at).cost() != budget.units(cost)) {
                Debit before = taken.set(at, resume(budget, cost));
                budget.giveBack(before);
            }
        }
        taken.forEach(this::keepPlaceToItself);
        budgets = all;
        debits = taken.toArray(new Debit[0]);
    }

    /** The same where all of its request is known: corrects what was guessed. */
    void rebind(List<Budget> needed) {
        List<Budget> all = new ArrayList<>();
        List<Debit> taken = new ArrayList<>();
        for (int i = 0; i < debits.length; i++) {
            if (i < sure || needed.contains(budgets.get(i))) {
                all.add(budgets.get(i));
                taken.add(debits[i]);
            } else {
                budgets.get(i).giveBack(debits[i]);
            }
        }
        budgets = all;
        debits = taken.toArray(new Debit[0]);
        guess(needed);
        sure = debits.length;
    }

    /** Counts the call against a limit that its answer revealed, where such calls cost anything. */
    void join(LimitBudget budget, Outcome.Answered answer) {
        if (budgets.stream().anyMatch(one -> one.id.equals(budget.id))) {
            return;
        }
        Cost cost = pending.lane.cost();
        Debit debit = new Debit(1, answer.sentAt());
        if (budget.units(cost) > 0) {
            debit = resume(budget, cost);
            budget.settle(debit, spent(answer.spent()), answer.sentAt(), answer.answeredAt());
        }
        budget.hearFirst(answer, debit, pending.lane.pool.state.learning, call.endpoint());
    }

    private Debit resume(Budget budget, Cost cost) {
        Debit debit = budget.resume(cost, call.notBefore());
        made(debit);
        return debit;
    }

    private Spent spent(Map<String, Long> told) {
        return new Spent(pending.terms.cost(), told);
    }

    /**
     * Settles a call that happened; {@code told} has the units that it took by the names of limits, where the answer
     * says so.
     */
    void settle(Map<String, Long> told, long sentAt, long answeredAt) {
        Spent spent = spent(told);
        for (int i = 0; i < debits.length; i++) {
            budgets.get(i).settle(debits[i], spent, sentAt, answeredAt);
        }
    }

    /** The calls that were ordered to come after it will not be made: its places are not passed on. */
    void forsakePlaces() {
        for (Debit debit : debits) {
            debit.forsakePlace();
        }
    }

    void lose(long sentAt, long by) {
        for (int i = 0; i < debits.length; i++) {
            budgets.get(i).lose(debits[i], sentAt, by);
        }
    }

    void giveBack() {
        for (int i = 0; i < debits.length; i++) {
            budgets.get(i).giveBack(debits[i]);
        }
    }

    /** Tells its budgets that it was not refused. */
    void passed(long sentAt) {
        for (Budget budget : budgets) {
            budget.passed(sentAt);
        }
    }

    /** Tells its budgets what the answer says about their limits and about the provider's clock. */
    void hear(Outcome.Answered answer) {
        for (int i = 0; i < debits.length; i++) {
            if (budgets.get(i) instanceof LimitBudget budget) {
                budget.hear(answer, debits[i], pending.lane.pool.state.learning, call.endpoint());
            }
        }
    }

    /** Whether the call took from a limit that is spoken of. */
    boolean counts(Target target) {
        for (Budget budget : budgets) {
            if (budget instanceof LimitBudget limit && target.isDeclared(limit.limit)) {
                return true;
            }
        }
        return false;
    }
}
