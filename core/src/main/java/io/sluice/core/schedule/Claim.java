package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import org.jspecify.annotations.Nullable;

/**
 * Something whose oldest request may cost more than is free of a budget: a lane, for budgets of request parameters; a
 * pool, for those of its seats. It can reserve one budget at a time, so that smaller requests do not starve that one.
 */
abstract class Claim extends Timed {
    @Nullable
    Budget claimed;

    /** What each of its requests costs. */
    abstract Cost cost();

    /** Ticket of its oldest request; {@link Long#MAX_VALUE} where there is none, or nobody who could serve it. */
    abstract long ticket();
}
