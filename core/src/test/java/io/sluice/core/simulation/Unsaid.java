package io.sluice.core.simulation;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What files of a world leave out, so that answers have to tell it. Each is there or not.
 *
 * @param salt decides which endpoints share a bucket
 * @param quotas whether the quotas of limits are left out of which answers tell
 * @param clocks whether providers' clocks may be off by minutes, and ends of windows are told by them in whole seconds
 * @param buckets whether endpoints may share a budget of limits that answers tell of, which the answers name
 */
record Unsaid(int salt, boolean quotas, boolean clocks, boolean buckets) {
    /** A clock that is kept in step with others is off by no more than this; in ms. */
    private static final int IN_STEP = 900;

    private static final int MINUTES = 300_000;
    private static final int ONE_OF = 5;
    /** Neighbouring seeds begin with like numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Drawn apart from the rest of a world, which stays as it is. */
    static Unsaid of(long seed) {
        Random random = new Random(seed * SPREAD);
        return new Unsaid(
                random.nextInt(),
                random.nextInt(ONE_OF) == 0,
                random.nextInt(ONE_OF) == 0,
                random.nextInt(ONE_OF) == 0);
    }

    /** By how many ms a provider's clock is ahead. */
    long clockAhead(Random random) {
        int most = clocks ? MINUTES : IN_STEP;
        return random.nextInt(2 * most) - (long) most;
    }

    /** The limit, counted by endpoint where its answers name buckets. */
    Limit shaped(Limit limit) {
        List<Dimension> scope = new ArrayList<>(limit.scope().dimensions());
        if (!namesBucket(limit) || scope.contains(Dimension.Fixed.ENDPOINT)) {
            return limit;
        }
        scope.add(Dimension.Fixed.ENDPOINT);
        return new Limit(limit.name(), new Scope(scope), limit.quota(), false, limit.window(), 100, limit.labels());
    }

    /** Whether answers name the bucket that a limit counts their calls in. */
    boolean namesBucket(Limit limit) {
        return buckets && Hostile.talksOf(limit.name()) && !(limit.window() instanceof Window.Concurrent);
    }

    /** What stands for an endpoint where a limit is counted by it. */
    String counted(Limit limit, String endpoint) {
        long hash = salt * 31L + (limit.name() + endpoint).hashCode();
        return namesBucket(limit) ? "bucket" + ((hash * SPREAD) >>> 63) : endpoint;
    }

    Target target(String endpoint, Limit limit) {
        return namesBucket(limit)
                ? new Target.Bucket(limit.name(), counted(limit, endpoint))
                : new Target.Declared(limit.name());
    }

    /** What a provider's file says. */
    Provider file(Provider truth) {
        return quotas ? with(truth, limit -> Hostile.talksOf(limit.name()) ? untold(limit) : limit) : truth;
    }

    private static Limit untold(Limit limit) {
        return new Limit(limit.name(), limit.scope(), 1, true, limit.window(), limit.usePercent(), limit.labels());
    }

    private static Provider with(Provider truth, UnaryOperator<Limit> change) {
        List<Endpoint> endpoints = truth.endpoints().stream()
                .map(endpoint -> new Endpoint(
                        endpoint.name(),
                        endpoint.accounts(),
                        endpoint.limits().stream().map(change).toList(),
                        endpoint.timeoutMillis(),
                        endpoint.maxAttempts()))
                .toList();
        return new Provider(
                truth.name(),
                endpoints,
                truth.concurrency(),
                truth.backoff(),
                truth.emptyPoolMillis(),
                truth.maxRefusals(),
                truth.holdScopes(),
                truth.learn());
    }
}
