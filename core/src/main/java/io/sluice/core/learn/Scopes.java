package io.sluice.core.learn;

import static io.sluice.core.provider.Dimension.Fixed.ACCOUNT;
import static io.sluice.core.provider.Dimension.Fixed.APP;
import static io.sluice.core.provider.Dimension.Fixed.CREDENTIAL;
import static io.sluice.core.provider.Dimension.Fixed.EGRESS;
import static io.sluice.core.provider.Dimension.Fixed.ENDPOINT;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Scope;
import java.util.List;
import java.util.Map;

/**
 * What a limit may be counted by, the widest first.
 *
 * <p>Of a limit that answers tell of, the widest is taken that nothing speaks against. One that refusals tell of is first taken
 * to be each credential's own; those that turn out to share it are taken together.
 */
final class Scopes {
    static final List<Scope> ALL = List.of(
            new Scope(List.of()),
            new Scope(List.of(EGRESS)),
            new Scope(List.of(APP)),
            new Scope(List.of(ACCOUNT)),
            new Scope(List.of(CREDENTIAL)),
            new Scope(List.of(ENDPOINT)),
            new Scope(List.of(EGRESS, ENDPOINT)),
            new Scope(List.of(APP, ENDPOINT)),
            new Scope(List.of(ACCOUNT, ENDPOINT)),
            new Scope(List.of(CREDENTIAL, ENDPOINT)));

    static final int NARROWEST = ALL.size() - 1;

    private static final int EACH_CREDENTIAL = ALL.indexOf(new Scope(List.of(CREDENTIAL)));
    private static final int ENOUGH = 3;

    private final int[] against = new int[ALL.size()];
    private int present;
    private boolean tooNarrow;

    /** Each credential has its own, as long as nothing is known. */
    static Scopes ofEachCredential() {
        return of(EACH_CREDENTIAL);
    }

    /** Takes the one of that place in {@link #ALL}; a wider one may be right as well. */
    static Scopes of(int place) {
        Scopes scopes = new Scopes();
        scopes.present = place;
        return scopes;
    }

    /** Takes the one of that place in {@link #ALL}, and no wider one. */
    static Scopes at(int place) {
        Scopes scopes = new Scopes();
        for (int i = 0; i < place; i++) {
            scopes.against[i] = ENOUGH;
        }
        scopes.present = place;
        return scopes;
    }

    /** The scope taken: its place in {@link #ALL}. */
    int present() {
        return present;
    }

    Scope scope() {
        return ALL.get(present);
    }

    /** What speaks against one; returns whether another one is taken now. */
    boolean against(int place) {
        return against(place, 1);
    }

    private boolean against(int place, int weight) {
        against[place] = Math.min(ENOUGH, against[place] + weight);
        int before = present;
        while (!tooNarrow && present < NARROWEST && against[present] >= ENOUGH) {
            present++;
        }
        return present != before;
    }

    /** Two calls do not share a budget: no scope is meant in which they would. */
    boolean apart(Caller one, Caller other) {
        boolean changed = false;
        for (int i = 0; i < NARROWEST; i++) {
            if (isSame(i, one, other)) {
                changed |= against(i, ENOUGH);
            }
        }
        return changed;
    }

    /** The narrowest scope, wider than the present one, in which two calls would share a budget, and that nothing speaks against; -1 if none. */
    int shared(Caller one, Caller other) {
        for (int i = present - 1; i >= 0; i--) {
            if (isSame(i, one, other) && against[i] < ENOUGH) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSame(int place, Caller one, Caller other) {
        return key(place, one.endpoint(), one.credential()).equals(key(place, other.endpoint(), other.credential()));
    }

    /** Takes the one of that place. */
    void take(int place) {
        present = place;
    }

    /** What speaks against scopes that are still possible is forgotten: chance adds up. */
    void forgive() {
        for (int i = present; i < against.length; i++) {
            against[i] = against[i] < ENOUGH ? 0 : against[i];
        }
    }

    /** The present one was too narrow: the next wider one is taken, and none narrower again. Returns whether there is one. */
    boolean widen() {
        tooNarrow = true;
        present = Math.max(0, present - 1);
        return present > 0 || against[0] > 0;
    }

    ScopeKey key(String endpoint, Credential credential) {
        return key(present, endpoint, credential);
    }

    static ScopeKey key(int place, String endpoint, Credential credential) {
        return ScopeKey.of(ALL.get(place), endpoint, credential, Map.of());
    }
}
