package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.Map;

/**
 * What the scheduler must know of a request.
 *
 * @param ticket its place in line: unique in its task, in order of arrival
 * @param endpoint name of the endpoint that it matched
 * @param params values of the request parameters that limits of that endpoint are counted by
 * @param cost what each of its calls takes of the limits that count it
 * @param deadline epoch ms after which no call is started; {@link Scheduler#NEVER} without one, {@link Scheduler#NOW_OR_NEVER} where
 *     it is called at once or not at all
 * @param repeatable whether a call that may have happened can be made again (RFC 9110 9.2.2, or an idempotency key)
 */
public record Request(
        long ticket,
        String id,
        String provider,
        String endpoint,
        Eligible eligible,
        Map<String, String> params,
        Cost cost,
        long deadline,
        long timeoutMillis,
        boolean repeatable,
        Progress progress) {
    public Request {
        params = Map.copyOf(params);
    }

    /** The same at another cost, or having come further. */
    public Request with(Cost otherCost, Progress otherProgress) {
        return new Request(
                ticket,
                id,
                provider,
                endpoint,
                eligible,
                params,
                otherCost,
                deadline,
                timeoutMillis,
                repeatable,
                otherProgress);
    }
}
