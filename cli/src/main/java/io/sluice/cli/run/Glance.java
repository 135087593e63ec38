package io.sluice.cli.run;

import io.sluice.cli.talk.Left;
import io.sluice.cli.talk.Wording;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a run stands at an instant, in words.
 *
 * @param elapsed ms since it began
 * @param left ms until its end, where that is foreseen
 * @param now epoch ms
 */
record Glance(
        int total,
        int done,
        long inFlight,
        Collection<CredentialState> credentials,
        long elapsed,
        OptionalLong left,
        long now) {
    private static final int BAR = 30;

    /** Lines for a terminal, at most so many. */
    List<String> block(int height) {
        List<String> lines = new ArrayList<>();
        int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
        int percent = total == 0 ? 100 : (int) (100L * done / total);
        lines.add(String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %d of %d done",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                percent,
                done,
                total));
        lines.add(String.format(
                Locale.ROOT,
                "%d waiting, %d in flight; %s gone, %s%s",
                waiting(),
                inFlight,
                duration(elapsed),
                ahead(),
                end()));
        lines.addAll(next());
        List<String> budgets = budgets();
        int room = Math.max(0, height - lines.size());
        if (budgets.size() <= room) {
            budgets.forEach(budget -> lines.add("  " + budget));
        } else if (room > 0) {
            budgets.subList(0, room - 1).forEach(budget -> lines.add("  " + budget));
            lines.add("  and " + (budgets.size() - room + 1) + " more");
        }
        return lines;
    }

    /** One line for where lines cannot be drawn again. */
    String line(int mostBudgets) {
        List<String> budgets = budgets();
        String more = budgets.size() <= mostBudgets ? "" : ", and " + (budgets.size() - mostBudgets) + " more";
        String shown = budgets.isEmpty()
                ? ""
                : "; " + String.join(", ", budgets.subList(0, Math.min(budgets.size(), mostBudgets))) + more;
        return String.format(
                Locale.ROOT,
                "%d of %d done, %d waiting, %d in flight, %s gone, %s; %s%s",
                done,
                total,
                waiting(),
                inFlight,
                duration(elapsed),
                ahead(),
                String.join(", ", next()),
                shown.replaceAll(" {2,}", " "));
    }

    private long waiting() {
        return Math.max(0, total - done - inFlight);
    }

    private String ahead() {
        return left.isPresent() ? "about " + duration(left.getAsLong()) + " left" : "end not known yet";
    }

    private String end() {
        return left.isPresent() ? ", end at " + Wording.clock(now + left.getAsLong(), now) : "";
    }

    /** What is waited for next: a word for each provider that is held as a whole, and one for all others. */
    private List<String> next() {
        Map<String, List<CredentialState>> providers = credentials.stream()
                .collect(Collectors.groupingBy(CredentialState::getProvider, TreeMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        List<CredentialState> others = new ArrayList<>();
        providers.forEach((provider, states) -> hold(states)
                .ifPresentOrElse(
                        hold -> lines.add((providers.size() == 1 ? "" : provider + " is ") + "held for "
                                + duration(hold.getUntil() - now) + ": " + hold.getReason()),
                        () -> others.addAll(states)));
        if (lines.isEmpty() || !others.isEmpty()) {
            lines.add(opening(others));
        }
        return lines;
    }

    /** The hold on a whole provider, which is told with the credential that met it; else what holds all of its credentials. */
    private Optional<HoldState> hold(List<CredentialState> states) {
        Optional<HoldState> whole = longest(states.stream(), "");
        if (whole.isPresent()) {
            return whole;
        }
        List<HoldState> each = states.stream()
                .flatMap(state -> longest(Stream.of(state), "credential=" + state.getCredential()).stream())
                .toList();
        return each.size() < states.size()
                ? Optional.empty()
                : each.stream().min(Comparator.comparingLong(HoldState::getUntil));
    }

    private Optional<HoldState> longest(Stream<CredentialState> states, String scope) {
        return states.flatMap(state -> state.getHolds().stream())
                .filter(hold -> hold.getScope().equals(scope) && hold.getUntil() > now)
                .max(Comparator.comparingLong(HoldState::getUntil));
    }

    private String opening(List<CredentialState> states) {
        return states.stream()
                .flatMap(state -> state.getBudgets().stream())
                .filter(this::isSpent)
                .map(BudgetState::getOpensAt)
                .filter(opensAt -> opensAt != null && opensAt > now)
                .min(Long::compare)
                .map(opensAt -> "next window opens in " + duration(opensAt - now))
                .orElse(states.stream().anyMatch(this::isOpen) ? "a budget is open" : "answers are awaited");
    }

    private boolean isOpen(CredentialState state) {
        return state.getBudgets().stream().noneMatch(this::isSpent);
    }

    private boolean isSpent(BudgetState budget) {
        return Left.of(budget, now).units() == 0;
    }

    private List<String> budgets() {
        int width = credentials.stream()
                .mapToInt(state -> state.getCredential().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (CredentialState state : credentials) {
            for (BudgetState budget : state.getBudgets()) {
                Long opensAt = budget.getOpensAt();
                String next = opensAt == null || opensAt <= now ? "" : ", opens in " + duration(opensAt - now);
                lines.add(String.format(
                        Locale.ROOT,
                        "%-" + Math.max(1, width) + "s  %s %s/%d left%s",
                        state.getCredential(),
                        budget.getLimit(),
                        Left.of(budget, now),
                        budget.getQuota(),
                        next));
            }
        }
        return lines;
    }

    private static String duration(long millis) {
        long seconds = millis / 1_000;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds / 60 % 60);
    }
}
