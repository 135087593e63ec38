package io.sluice.core.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The requests that wait: in line, backing off, or for a credential that is not there. */
final class Waiting {
    /** Answers of one event at most, so that no event is unbounded. */
    private static final int ENDED_AT_ONCE = 1_000;

    private final Settings settings;
    private final Dispatcher dispatcher;
    private final Decisions decisions;
    final ById byId;
    /** Ends of backoffs, deadlines where those come first, and those that are only to be answered. */
    private final Timers<Pending> timers = new Timers<>();

    private final Timers<Pool> emptyPools = new Timers<>();
    /** How many pools nobody can serve, by what people call them: a file may count by parameters, and each kind is told once. */
    private final Map<String, Integer> empty = new HashMap<>();
    /** Those that entered a line while the present event is handled. */
    private final List<Pending> entered = new ArrayList<>();

    /** @param seed of the order in which requests are looked at where there is none */
    Waiting(Settings settings, Dispatcher dispatcher, Decisions decisions, long seed) {
        this.settings = settings;
        this.byId = new ById(seed);
        this.dispatcher = dispatcher;
        this.decisions = decisions;
    }

    @Nullable
    Pending find(String requestId) {
        return byId.get(requestId);
    }

    /** Stands in line, or is called at once. */
    void enter(Pending pending, long now) {
        Pool pool = pending.lane.pool;
        byId.put(pending);
        stage(pending, Pending.Stage.IN_LINE);
        watchDeadline(pending);
        pool.waiting++;
        pending.lane.lastUsed = now;
        pending.lane.add(pending);
        if (pending.parked) {
            pool.state.elders.put(pending);
        } else {
            entered.add(pending);
        }
        watchEmpty(pool, now);
        dispatcher.serve(pool, now);
    }

    void backOff(Pending pending, long until) {
        byId.put(pending);
        stage(pending, Pending.Stage.BACKING_OFF);
        timers.set(pending, Math.min(until, pending.deadline));
        if (pending.parked) {
            pending.lane.pool.state.elders.put(pending);
        } else {
            park(pending, Explanation.wait(pending, Wait.Why.BACKOFF, null, until, until));
        }
    }

    /** The provider's file was replaced: what waits for it is brought back by others. */
    void forget(ProviderState state) {
        for (Pending pending : its(state)) {
            byId.remove(pending.id);
            timers.remove(pending);
            pending.stage = Pending.Stage.FORGOTTEN;
        }
    }

    private List<Pending> its(ProviderState state) {
        return byId.stream().filter(pending -> pending.lane.pool.state == state).toList();
    }

    private void watchDeadline(Pending pending) {
        if (pending.deadline == Scheduler.NEVER) {
            timers.remove(pending);
        } else {
            timers.set(pending, pending.deadline);
        }
    }

    /** Its call was decided. */
    void called(Pending pending) {
        leave(pending, Pending.Stage.IN_FLIGHT);
        pending.parked = false;
    }

    void answer(Pending pending, Result result, @Nullable String code, @Nullable String reason) {
        boolean inLine = pending.stage == Pending.Stage.IN_LINE;
        leave(pending, Pending.Stage.ANSWERED);
        decisions.answer(new Ending(
                pending.id,
                pending.ticket,
                pending.lane.pool.endpoint.name(),
                result,
                code,
                reason,
                pending.progress,
                pending.parked));
        if (inLine) {
            leftLine(pending);
        }
    }

    /** It cannot be called in time. There may be many of those: who is parked is answered when its deadline comes. */
    void tooLate(Pending pending) {
        if (pending.parked) {
            stepAside(pending, pending.deadline);
        } else {
            answer(pending, Result.DEADLINE_PASSED, null, "its budgets open only after its deadline");
        }
    }

    /** It is not called any more, and {@link #advance} answers it. */
    void cancel(String requestId, long now) {
        Pending pending = byId.get(requestId);
        if (pending != null) {
            pending.cancelled = true;
            stepAside(pending, now);
        }
    }

    /** None who waits for a provider that was withdrawn is called any more, and {@link #advance} answers them. */
    void end(ProviderState state, long now) {
        its(state).forEach(pending -> stepAside(pending, now));
    }

    private void stepAside(Pending pending, long until) {
        boolean inLine = pending.stage == Pending.Stage.IN_LINE;
        stage(pending, Pending.Stage.BACKING_OFF);
        timers.set(pending, until);
        if (inLine) {
            leftLine(pending);
        }
    }

    private void leftLine(Pending pending) {
        pending.lane.pool.waiting--;
        dispatcher.unclaim(pending.lane);
        dispatcher.unclaim(pending.lane.pool);
    }

    /** Sees whether a pool has somebody who could serve it, and plans its end if not. */
    void watchEmpty(Pool pool, long now) {
        if (pool.usable > 0) {
            unwatch(pool);
        } else if (pool.emptyUntil == Scheduler.NEVER) {
            OptionalLong own = settings.ownEmptyPoolMillis();
            String provider = pool.state.provider.name();
            pool.emptyUntil = own.isPresent()
                    ? now + own.getAsLong()
                    : pool.emptySince(now) + pool.state.provider.emptyPoolMillis();
            emptyPools.set(pool, pool.emptyUntil);
            if (empty.merge(pool.describe(), 1, Integer::sum) == 1) {
                decisions.alert(new Alert(
                        provider,
                        Alert.Kind.NO_CREDENTIAL,
                        "no usable credential for " + pool.describe(),
                        pool.emptyUntil));
            }
        } else if (pool.emptyUntil <= now) {
            emptyPools.set(pool, now);
        }
    }

    /** The pool is gone, or has somebody who could serve it. */
    void unwatch(Pool pool) {
        emptyPools.remove(pool);
        if (pool.emptyUntil != Scheduler.NEVER) {
            pool.emptyUntil = Scheduler.NEVER;
            empty.computeIfPresent(pool.describe(), (kind, pools) -> pools == 1 ? null : pools - 1);
        }
    }

    /** Does what is due; what is left of the answers beyond those of one event stays due. */
    void advance(long now) {
        int left = ENDED_AT_ONCE;
        Pending pending;
        while (left > 0 && (pending = timers.due(now)) != null) {
            if (pending.cancelled) {
                answer(pending, Result.CANCELLED, null, "cancelled while it waited");
            } else if (pending.lane.pool.state.withdrawn) {
                giveUp(pending, "unknown-provider", "its provider was withdrawn");
            } else if (pending.deadline <= now) {
                answer(pending, Result.DEADLINE_PASSED, null, "its deadline passed while it waited");
            } else {
                enter(pending, now);
                continue;
            }
            left--;
        }
        Pool pool;
        while (left > 0 && (pool = emptyPools.due(now)) != null) {
            if (!pool.retired && pool.emptyUntil <= now) {
                left = endSome(pool, left);
                if (left == 0) {
                    emptyPools.set(pool, now);
                }
            }
        }
    }

    int timers() {
        return timers.size() + emptyPools.size();
    }

    long nextWake() {
        return Math.min(timers.next(), emptyPools.next());
    }

    /** Parks those that entered a line in this event and still stand there. */
    void parkEntered(long now) {
        for (Pending pending : entered) {
            if (pending.stage == Pending.Stage.IN_LINE && !pending.parked) {
                park(pending, Explanation.quick(pending, dispatcher.isOpen(), now));
            }
        }
        entered.clear();
    }

    /** Why a request stands in line, and until when. */
    Wait explain(Pending pending, long now) {
        return Explanation.exact(pending, dispatcher.isOpen(), now);
    }

    /** Answers at most so many of those for whom no credential has come; returns how many more could be answered. */
    private int endSome(Pool pool, int most) {
        int left = most;
        for (Lane lane : pool.lanes()) {
            Pending pending;
            while (left > 0 && (pending = lane.head()) != null) {
                giveUp(pending, "no-credential", "no usable credential for " + pool.describe());
                left--;
            }
        }
        return left;
    }

    private void giveUp(Pending pending, String code, String reason) {
        answer(pending, pending.progress.unserved(), code, reason);
    }

    private void leave(Pending pending, Pending.Stage next) {
        byId.remove(pending.id);
        timers.remove(pending);
        pending.lane.pool.state.elders.remove(pending);
        stage(pending, next);
    }

    private static void stage(Pending pending, Pending.Stage next) {
        if (pending.stage == Pending.Stage.BACKING_OFF) {
            pending.lane.expected--;
            pending.lane.pool.state.backingOff--;
        }
        if (next == Pending.Stage.BACKING_OFF) {
            pending.lane.expected++;
            pending.lane.pool.state.backingOff++;
        }
        pending.stage = next;
    }

    private void park(Pending pending, Wait wait) {
        pending.parked = true;
        pending.lane.pool.state.elders.put(pending);
        decisions.park(wait);
    }
}
