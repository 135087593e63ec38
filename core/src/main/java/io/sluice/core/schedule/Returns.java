package io.sluice.core.schedule;

import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a request after its call. */
final class Returns implements Judge.Effects {
    private final Waiting waiting;
    private final Function<String, ProviderState> providers;
    private final Random jitter;
    private final LongSupplier now;

    /**
     * @param now the scheduler's time, epoch ms
     */
    Returns(Waiting waiting, Function<String, ProviderState> providers, Random jitter, LongSupplier now) {
        this.waiting = waiting;
        this.providers = providers;
        this.jitter = jitter;
        this.now = now;
    }

    @Override
    public void again(Flight flight) {
        if (isOver(flight)) {
            return;
        }
        Pending pending = returned(flight);
        if (pending.deadline <= now.getAsLong()) {
            waiting.answer(pending, Result.DEADLINE_PASSED, null, "its deadline passed before it could go again");
        } else {
            waiting.enter(pending, now.getAsLong());
        }
    }

    @Override
    public void backOff(Flight flight) {
        if (isOver(flight)) {
            return;
        }
        Pending pending = returned(flight);
        long ceiling = pending.lane.pool.state.provider.backoff().ceilingMillis(pending.progress.attempts());
        waiting.backOff(pending, now.getAsLong() + 1 + (long) (jitter.nextDouble() * ceiling));
    }

    @Override
    public void end(Flight flight, Result result, @Nullable String code, @Nullable String reason) {
        waiting.answer(flight.pending, result, code, reason);
    }

    /**
     * Answers a request that was cancelled, or whose provider is gone, instead of calling it again; returns whether it
     * has its answer.
     */
    private boolean isOver(Flight flight) {
        Pending pending = flight.pending;
        if (pending.cancelled) {
            waiting.answer(pending, Result.CANCELLED, null, "cancelled while a call was in flight");
        } else if (providers.apply(flight.call.provider()).withdrawn) {
            waiting.answer(pending, Result.GAVE_UP, "unknown-provider", "its provider was withdrawn");
        }
        return pending.stage == Pending.Stage.ANSWERED;
    }

    /** The request of a call, in its lane of the provider's present file. */
    private Pending returned(Flight flight) {
        Pending pending = flight.pending;
        Pool pool = pending.lane.pool;
        if (pool.retired || pending.lane.dropped) {
            pending.lane = providers.apply(pool.state.provider.name()).lane(pending.lane.like(pending));
        }
        return pending;
    }
}
