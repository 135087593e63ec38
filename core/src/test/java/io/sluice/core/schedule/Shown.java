package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What people are shown in a time-table. */
final class Shown {
    private Shown() {}

    /** The credential that changed first since the last time. */
    static CredentialView credential(Timetable t) {
        List<CredentialView> shown = new ArrayList<>();
        t.scheduler.showChanged(Integer.MAX_VALUE, t.now, shown::add);
        assertThat(shown).as("credentials that changed").isNotEmpty();
        return shown.get(0);
    }

    /** One of its limits. */
    static CredentialView.BudgetView limit(Timetable t, String limit) {
        List<CredentialView.BudgetView> budgets = credential(t).budgets();
        assertThat(budgets).extracting(CredentialView.BudgetView::limit).contains(limit);
        return budgets.stream()
                .filter(one -> one.limit().equals(limit))
                .findFirst()
                .orElseThrow();
    }
}
