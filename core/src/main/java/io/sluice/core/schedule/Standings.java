package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.credential.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** How credentials stand, as long as they are the ones that calls were made with. */
final class Standings {
    private final Map<String, ProviderState> providers;
    private final Dispatcher dispatcher;
    private final Consumer<Member> changed;
    private final Consumer<Pool> recounted;
    final Forbidden forbidden = new Forbidden();
    /** Standings from before a restart, of credentials that have not come yet. */
    private final Map<CredentialKey, Standing> kept = new HashMap<>();

    /**
     * @param changed is told of a member with another standing
     * @param recounted is told of a pool that has one usable credential more or fewer
     */
    Standings(
            Map<String, ProviderState> providers,
            Dispatcher dispatcher,
            Consumer<Member> changed,
            Consumer<Pool> recounted) {
        this.providers = providers;
        this.dispatcher = dispatcher;
        this.changed = changed;
        this.recounted = recounted;
    }

    void keep(String provider, String credential, Standing standing) {
        kept.put(new CredentialKey(provider, credential), standing);
    }

    void forget(String provider, String credential) {
        kept.remove(new CredentialKey(provider, credential));
    }

    /**
     * The standing of a credential that comes now: as before the restart, or else a fresh one; one that was here
     * already is trusted again.
     */
    Standing of(Credential credential, ProviderState state, long now) {
        Standing before = kept.remove(credential.key());
        if (before == null && state.members.containsKey(credential.id())) {
            trust(state, credential);
        }
        return before != null ? before : Standing.fresh(now);
    }

    /** Gives a member another standing; one that was withdrawn, or has another secret by now, is not concerned. */
    void set(Member member, Standing standing) {
        if (!isCurrent(member)) {
            return;
        }
        boolean usable = member.usable();
        member.standing(standing);
        changed.accept(member);
        if (usable != member.usable()) {
            member.seats.forEach(seat -> {
                seat.pool.usable(member.usable());
                recounted.accept(seat.pool);
            });
        }
    }

    boolean isCurrent(Member member) {
        ProviderState state = providers.get(member.credential.provider());
        return state != null && state.members.get(member.credential.id()) == member;
    }

    /** The credential has another secret, or is gone: what closed it is over. */
    void trust(ProviderState state, Credential credential) {
        open(state.needs.credentialHold(credential));
        for (Budget budget : state.needs.endpointHolds(credential)) {
            if (budget instanceof HoldBudget hold && hold.isForbidden()) {
                open(hold);
            }
        }
        forbidden.forget(credential);
    }

    private void open(HoldBudget hold) {
        hold.lift();
        dispatcher.changed(hold);
    }
}
