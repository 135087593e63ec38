package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Provider;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides which request goes next, with which credential, when; the single writer of all budgets of its providers.
 *
 * <p>Every method takes the time, in epoch ms; a time before the latest seen counts as that one. After a restart the
 * {@code resume} methods bring back what was kept, in the order in which they stand here; then {@link #open} follows.
 */
public final class Scheduler {
    /** An instant that does not come by itself. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The deadline of a request that is called when it comes or not at all. */
    public static final long NOW_OR_NEVER = 0;

    /** Lanes of each provider that are looked at in one event, to see whether they can be dropped. */
    private static final int TIDIED = 4;

    private final Decisions decisions;
    final Budgets budgets = new Budgets();
    private final Dispatcher dispatcher;
    final Waiting waiting;
    final Flights flights = new Flights();
    private final Standings standings;
    private final Landings landings;
    private final Replacement replacement;
    final Map<String, ProviderState> providers = new HashMap<>();
    private final Set<Member> changed = new LinkedHashSet<>();
    private long now;

    /** @param seed of the jitter of backoffs, and of a hash; the only chance in here. Users should not know it. */
    public Scheduler(Settings settings, Decisions decisions, long seed) {
        this.decisions = decisions;
        Departures departures = new Departures(settings, flights, changed, decisions);
        this.dispatcher = new Dispatcher(settings, budgets, flights, departures);
        this.waiting = new Waiting(settings, dispatcher, decisions, seed);
        departures.leaving(waiting);
        this.standings = new Standings(providers, dispatcher, this::stands, pool -> waiting.watchEmpty(pool, now));
        Judge judge = new Judge(
                new Returns(waiting, this::state, new Random(seed), () -> now),
                new Discoveries(flights, dispatcher, this::state, decisions),
                new Refusals(dispatcher, standings.forbidden, decisions::alert),
                new Suspicions(settings, dispatcher, standings::set, decisions::alert, standings::isCurrent),
                new Lateness(dispatcher, decisions::alert, settings.startMillis()));
        this.landings = new Landings(flights, judge, dispatcher, changed);
        this.replacement = new Replacement(budgets, dispatcher, waiting, flights);
    }

    /** Brings back a budget or a hold. */
    public void resumeBudget(BudgetId id, long[] state) {
        budgets.resume(id, state);
    }

    /** Brings back the standing of a credential. */
    public void resumeStanding(String provider, String credential, Standing standing) {
        standings.keep(provider, credential, standing);
    }

    /**
     * Brings back a call in flight of a provider that is known; the credential is as it was then, in case it is gone
     * since.
     */
    public void resumeFlight(Request request, Call call, Credential credential) {
        changed.add(flights.resume(request, call, state(request.provider()), credential).member);
    }

    /** Brings back a request that waits, or adds one again after its provider's file was replaced. */
    public void resumeWaiting(Request request, long at) {
        pass(at);
        Pending pending = state(request.provider()).lane(request).pending(request);
        pending.parked = true;
        if (request.progress().notBefore() > now) {
            waiting.backOff(pending, request.progress().notBefore());
        } else {
            waiting.enter(pending, now);
        }
    }

    /** Lets calls go. */
    public void open(long at) {
        pass(at);
        dispatcher.open();
        providers.values().forEach(state -> budgets.revive(state.provider));
        providers.values().forEach(state -> dispatcher.serve(state.pools(), now));
        settle();
    }

    /** Takes a provider's file, by {@link #replace} where it differs from the one before; returns whether that was so. */
    public boolean provider(Provider provider, long at) {
        ProviderState before = providers.get(provider.name());
        if (before != null && before.provider.equals(provider)) {
            before.withdrawn = false;
            return false;
        }
        replace(provider, at);
        return before != null;
    }

    /**
     * Takes a provider's file by which requests match otherwise than before, even if nothing that is told here differs. All
     * requests of the provider that wait are forgotten: bring them back by {@link #resumeWaiting}, and tell of those in
     * flight by {@link #match}.
     */
    public void replace(Provider provider, long at) {
        pass(at);
        ProviderState state = replacement.of(providers.get(provider.name()), provider);
        providers.put(provider.name(), state);
        state.learning.tidy(decisions);
    }

    /** What the request of a call in flight comes to after its provider's file was replaced. */
    public void match(String callId, Request request, long at) {
        pass(at);
        replacement.match(callId, request, state(request.provider()));
    }

    /** Forgets a provider until its file comes again. Calls in flight are still settled; who waits is not called any more. */
    public void withdraw(String provider, long at) {
        pass(at);
        ProviderState state = providers.get(provider);
        if (state != null) {
            state.withdrawn = true;
            waiting.end(state, now);
            advance(at);
        }
    }

    /** Takes a credential, new or changed; a changed one begins with a clean standing. */
    public void credential(Credential credential, long at) {
        pass(at);
        ProviderState state = state(credential.provider());
        Member member = state.join(new Member(credential, standings.of(credential, state, now)), dispatcher);
        changed.add(member);
        decisions.keep(credential, member.standing());
        state.pools().forEach(pool -> waiting.watchEmpty(pool, now));
        dispatcher.serve(state.pools(), now);
        settle();
    }

    /** Forgets a credential. Calls in flight with it are still settled. */
    public void withdraw(String provider, String credential, long at) {
        pass(at);
        ProviderState state = providers.get(provider);
        standings.forget(provider, credential);
        Member gone = state == null ? null : state.leave(credential, dispatcher);
        if (state != null && gone != null) {
            standings.trust(state, gone.credential);
            state.pools().forEach(pool -> waiting.watchEmpty(pool, now));
            settle();
        }
    }

    /** Whether a request of that id waits. */
    public boolean waits(String requestId) {
        return waiting.find(requestId) != null;
    }

    /** Why a request stands in line at present, and until when at least; null where none of that id does. */
    public @Nullable Wait explain(String requestId, long at) {
        pass(at);
        Pending pending = waiting.find(requestId);
        return pending == null || pending.stage != Pending.Stage.IN_LINE ? null : waiting.explain(pending, now);
    }

    /** Whether the provider's file has come. */
    public boolean knows(String provider) {
        ProviderState state = providers.get(provider);
        return state != null && !state.withdrawn;
    }

    /** Takes a new request; its provider must be known. */
    public void request(Request request, long at) {
        pass(at);
        Pending pending = state(request.provider()).lane(request).pending(request);
        if (pending.deadline <= now && !pending.nowOrNever()) {
            waiting.answer(pending, Result.DEADLINE_PASSED, null, "its deadline had passed when it came");
        } else {
            pending.lane.pool.arrived(now);
            waiting.enter(pending, now);
            dispatcher.run(now);
            if (pending.nowOrNever() && pending.waits()) {
                waiting.answer(pending, Result.DEADLINE_PASSED, null, "it could not be called at once");
            }
        }
        settle();
    }

    /**
     * Takes the outcome of a call; returns false for a repeated or late one. A late one still tells of limits and counts
     * for its credential.
     */
    public boolean outcome(String callId, Outcome outcome, long at) {
        pass(at);
        boolean inFlight = landings.outcome(callId, outcome, now);
        settle();
        return inFlight;
    }

    /** Takes a caller's announcement of its places for this task. */
    public void places(String egress, String caller, long places, long at) {
        pass(at);
        PlacesBudget budget = budgets.places(egress);
        if (budget.announce(caller, places, now)) {
            dispatcher.changed(budget);
        }
        settle();
    }

    /**
     * Takes a mark that this task wrote to its own outcomes at {@code writtenAt}: every outcome that was there before
     * has been read, so leases that ended before then can be ended.
     */
    public void mark(long writtenAt, long at) {
        pass(at);
        landings.expire(writtenAt, now);
        settle();
    }

    /** Cancels the requests of these ids that wait: none is called any more. Where they are many, advance answers the rest. */
    public void cancel(Collection<String> requestIds, long at) {
        pass(at);
        requestIds.forEach(requestId -> waiting.cancel(requestId, now));
        advance(at);
    }

    /** Lets a request that a call is in flight for end with that call, whatever becomes of it. */
    public void cancelAfterCall(String callId) {
        Flight flight = flights.byCall.get(callId);
        if (flight != null) {
            flight.pending.cancelled = true;
        }
    }

    /** Does what is due: openings, backoffs, deadlines, pools that stayed empty. Answers a thousand requests at most. */
    public void advance(long at) {
        pass(at);
        waiting.advance(now);
        settle();
    }

    /** Epoch ms at which {@link #advance} has something to do; {@link #NEVER} where nothing is planned. */
    public long nextWake() {
        return Math.min(dispatcher.nextWake(), waiting.nextWake());
    }

    /** Shows each credential that changed since the last time, at most {@code limit} of them. */
    public void showChanged(int limit, long at, Consumer<CredentialView> to) {
        pass(at);
        Views.credentials(changed, providers, limit, now, to);
    }

    /** Shows the line of each provider. */
    public List<QueueView> queues(long at) {
        pass(at);
        return providers.values().stream()
                .map(state -> Views.queue(state, flights, now))
                .toList();
    }

    private void stands(Member member) {
        changed.add(member);
        decisions.keep(member.credential, member.standing());
    }

    private void settle() {
        dispatcher.run(now);
        waiting.parkEntered(now);
        for (ProviderState state : providers.values()) {
            state.tidy(TIDIED, dispatcher, now).forEach(waiting::unwatch);
        }
        budgets.keep(decisions, now);
    }

    private ProviderState state(String provider) {
        ProviderState state = providers.get(provider);
        if (state == null) {
            throw new IllegalStateException("provider '" + provider + "' is unknown");
        }
        return state;
    }

    private void pass(long at) {
        now = Math.max(now, at);
    }
}
