package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import java.util.LinkedHashSet;
import java.util.Set;

/** A credential of a provider as the scheduler keeps it: what it belongs to, how it fares, where it sits. */
final class Member {
    final Credential credential;
    final Set<Seat> seats = new LinkedHashSet<>();
    private Standing standing;
    /** How often in a row callers could not use it. */
    int unready;
    /** When it was last shown, as {@link Budgets#changes} counts. */
    long shownAt;

    Member(Credential credential, Standing standing) {
        this.credential = credential;
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing next) {
        boolean ranked = next.errorClass() != standing.errorClass();
        standing = next;
        if (ranked) {
            seats.forEach(Seat::ranked);
        }
    }

    boolean usable() {
        return !credential.disabled() && standing.usable();
    }
}
