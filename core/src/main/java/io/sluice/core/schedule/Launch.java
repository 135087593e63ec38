package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import java.util.List;

/** Makes a call of what was brought together. */
interface Launch {
    void launch(Pending pending, Seat seat, List<Budget> budgets, Debit[] debits, long notBefore, After after);

    /** Its budgets open only after its deadline, or that has passed: it leaves its line. */
    void tooLate(Pending pending);
}
