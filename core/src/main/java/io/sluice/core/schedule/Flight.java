package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import java.util.List;

/** A call whose outcome has not come, with what it holds of its budgets. */
final class Flight {
    final Call call;
    final Pending pending;
    final Member member;
    final List<Budget> budgets;
    private final Debit[] debits;

    Flight(Call call, Pending pending, Member member, List<Budget> budgets, Debit[] debits) {
        this.call = call;
        this.pending = pending;
        this.member = member;
        this.budgets = budgets;
        this.debits = debits;
    }

    void settle(long sentAt, long answeredAt) {
        for (int i = 0; i < debits.length; i++) {
            budgets.get(i).settle(debits[i], sentAt, answeredAt);
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
                budget.hear(answer, debits[i]);
            }
        }
    }
}
