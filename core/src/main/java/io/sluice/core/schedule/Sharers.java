package io.sluice.core.schedule;

import io.sluice.core.provider.Endpoint;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the credentials of a provider that calls of others have changed: in what is left of shared limits, or in holds.
 * It looks at a few each time, in turn, so that a call does not cost more the more credentials share a limit.
 */
final class Sharers {
    private static final int LOOKED_AT = 10;

    private final ProviderState state;
    private final Budgets budgets;
    /** Members, the one that was looked at longest ago first. */
    private final Set<Member> turn = new LinkedHashSet<>();
    /** How many are still to be looked at since a call changed something. */
    private int left;

    Sharers(ProviderState state, Budgets budgets) {
        this.state = state;
        this.budgets = budgets;
    }

    void join(Member member) {
        turn.add(member);
    }

    void leave(Member member) {
        turn.remove(member);
    }

    /** It is shown as it is now. */
    void shown(Member member) {
        member.shownAt = budgets.changes();
    }

    /** Something of one of them changed: all are to be looked at. */
    void lookAgain() {
        left = turn.size();
    }

    /** Adds some of those that were shown before a budget of theirs changed. */
    void addTo(Set<Member> changed) {
        int looks = Math.min(Math.min(LOOKED_AT, left), turn.size());
        left -= looks;
        for (int i = 0; i < looks; i++) {
            Iterator<Member> first = turn.iterator();
            Member member = first.next();
            first.remove();
            turn.add(member);
            if (isStale(member)) {
                changed.add(member);
            }
        }
    }

    private boolean isStale(Member member) {
        for (Endpoint endpoint : state.provider.endpoints()) {
            for (Budget budget : state.needs.made(endpoint, member.credential)) {
                if (budget.changedAt > member.shownAt) {
                    return true;
                }
            }
        }
        return false;
    }
}
