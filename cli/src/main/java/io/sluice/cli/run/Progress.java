package io.sluice.cli.run;

import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Shows how a run goes: a block that is redrawn on a terminal, a plain line every two seconds elsewhere. */
public final class Progress {
    private static final long TERMINAL_EVERY = 200;
    private static final long PLAIN_EVERY = 2_000;
    private static final int BAR = 30;
    private static final int CREDENTIALS_SHOWN = 8;

    private final PrintStream err;
    private final boolean terminal;
    private final long startedAt;
    private long next;
    private int drawn;

    public Progress(PrintStream err, boolean terminal, long now) {
        this.err = err;
        this.terminal = terminal;
        this.startedAt = now;
    }

    /** On stderr; the launcher says whether that is a terminal. */
    public static Progress onStderr(long now) {
        return new Progress(System.err, Boolean.getBoolean("sluice.terminal"), now);
    }

    void show(int total, int done, long inFlight, Iterable<CredentialState> credentials, long lowerBound, long now) {
        if (now < next) {
            return;
        }
        next = now + (terminal ? TERMINAL_EVERY : PLAIN_EVERY);
        List<String> budgets = budgets(credentials, now);
        String head = head(total, done, inFlight, lowerBound, now);
        if (terminal) {
            redraw(head, budgets);
        } else {
            err.println(head + (budgets.isEmpty() ? "" : "; " + String.join(", ", budgets)));
        }
    }

    /** Leaves the terminal clean for what follows. */
    void end() {
        if (terminal && drawn > 0) {
            err.print("\u001b[" + drawn + "A\u001b[J");
            err.flush();
            drawn = 0;
        }
    }

    private String head(int total, int done, long inFlight, long lowerBound, long now) {
        long elapsed = now - startedAt;
        long byRate = done == 0 ? lowerBound : elapsed * total / done;
        long left = Math.max(0, Math.max(byRate, lowerBound) - elapsed);
        String bar = "";
        if (terminal) {
            int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
            bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] ";
        }
        return String.format(
                "%s%d of %d done, %d waiting, %d in flight, %.1f s gone, about %.0f s left",
                bar, done, total, Math.max(0, total - done - inFlight), inFlight, elapsed / 1000.0, left / 1000.0);
    }

    private List<String> budgets(Iterable<CredentialState> credentials, long now) {
        List<String> lines = new ArrayList<>();
        for (CredentialState state : credentials) {
            for (BudgetState budget : state.getBudgets()) {
                long left = Math.max(0, budget.getQuota() - budget.getUsed());
                Long opens = budget.getOpensAt();
                String next =
                        opens == null || opens <= now ? "" : String.format(", opens in %.1f s", (opens - now) / 1000.0);
                lines.add(state.getCredential() + " " + budget.getLimit() + " " + left + "/" + budget.getQuota()
                        + " left" + next);
            }
        }
        return lines.size() <= CREDENTIALS_SHOWN ? lines : lines.subList(0, CREDENTIALS_SHOWN);
    }

    private void redraw(String head, List<String> budgets) {
        StringBuilder block = new StringBuilder();
        if (drawn > 0) {
            block.append("\u001b[").append(drawn).append("A\u001b[J");
        }
        block.append(head).append('\n');
        budgets.forEach(line -> block.append("  ").append(line).append('\n'));
        drawn = 1 + budgets.size();
        err.print(block);
        err.flush();
    }
}
