package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import org.jspecify.annotations.Nullable;

/**
 * Whose oldest request costs more than is free of a budget: a lane, for budgets of request parameters; a pool, for those of
 * its seats. What is free is kept for that request, or smaller ones would starve it. Each claims one budget at a time.
 */
abstract class Claim extends Timed {
    @Nullable
    Budget claimed;

    /** What each of its requests costs. */
    abstract Cost cost();

    /** Ticket of the request; {@link Long#MAX_VALUE} where there is none, or nobody who could serve it. */
    abstract long ticket();
}
