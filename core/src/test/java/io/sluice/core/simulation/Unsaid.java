package io.sluice.core.simulation;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/**
 * What files of a world leave out, so that answers have to tell it. Each is there or not.
 *
 * @param salt decides which endpoints share a bucket, and by what learned limits are counted
 * @param quotas whether the quotas of limits are left out of which answers tell
 * @param clocks whether providers' clocks may be off by minutes, and ends of windows are told by them in whole seconds
 * @param buckets whether endpoints may share a budget of limits that answers tell of, which the answers name
 * @param learn how limits are learned; where they are, files declare none
 */
record Unsaid(int salt, boolean quotas, boolean clocks, boolean buckets, Learn learn) {
    private static final int ONE_OF = 5;
    /** A clock that is kept in step with others is off by no more than this; in ms. */
    private static final int IN_STEP = 900;

    private static final int MINUTES = 300_000;
    /** Neighbouring seeds begin with like numbers. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** What learned limits are counted by. */
    private static final List<Scope> SCOPES = List.of(
            new Scope(List.of()),
            new Scope(List.of(Dimension.Fixed.EGRESS)),
            new Scope(List.of(Dimension.Fixed.ACCOUNT)),
            new Scope(List.of(Dimension.Fixed.CREDENTIAL)),
            new Scope(List.of(Dimension.Fixed.CREDENTIAL, Dimension.Fixed.ENDPOINT)));

    /** Drawn apart from the rest of a world, which stays as it is. */
    static Unsaid of(long seed) {
        Random random = new Random(seed * SPREAD);
        int salt = random.nextInt();
        boolean quotas = random.nextInt(ONE_OF) == 0;
        boolean clocks = random.nextInt(ONE_OF) == 0;
        boolean buckets = random.nextInt(ONE_OF) == 0;
        Learn[] learn = {Learn.OFF, Learn.HEADERS, Learn.CAREFUL};
        Learn drawn = learn[Math.max(0, random.nextInt(3 * ONE_OF) + 3 - 3 * ONE_OF)];
        boolean declares = drawn == Learn.OFF;
        return new Unsaid(salt, quotas && declares, clocks, buckets && declares, drawn);
    }

    boolean learns() {
        return learn != Learn.OFF;
    }

    /** By how many ms a provider's clock is ahead. */
    long clockAhead(Random random) {
        int most = clocks ? MINUTES : IN_STEP;
        return random.nextInt(2 * most) - (long) most;
    }

    /** The limit as it is in such a world: counted by endpoint where answers name buckets; if learned, one that can be. */
    Limit shaped(Limit limit) {
        if (learns()) {
            Scope scope = SCOPES.get(Math.floorMod(salt + limit.name().hashCode(), SCOPES.size()));
            Window window = learn == Learn.HEADERS ? new Window.FirstCall(1_000 * limit.quota()) : limit.window();
            return new Limit(limit.name(), scope, limit.quota(), window);
        }
        List<Dimension> scope = new ArrayList<>(limit.scope().dimensions());
        if (!namesBucket(limit) || scope.contains(Dimension.Fixed.ENDPOINT)) {
            return limit;
        }
        scope.add(Dimension.Fixed.ENDPOINT);
        return new Limit(limit.name(), new Scope(scope), limit.quota(), false, limit.window(), 100, limit.labels());
    }

    /** Whether answers tell what is left of a limit. */
    boolean tells(Limit limit) {
        boolean whole = !learns() || limit.window() instanceof Window.FirstCall;
        return learn == Learn.HEADERS || (whole && talksOf(limit));
    }

    /** Whether providers tell of a limit that their files declare. */
    private static boolean talksOf(Limit limit) {
        return limit.name().hashCode() % 3 == 0;
    }

    /** The length of a learned limit's window, where answers tell it. */
    OptionalLong tellsLength(Limit limit) {
        Optional<Long> length = limit.window() instanceof Window.FirstCall window && learns() && salt % 2 == 0
                ? Optional.of(window.perMillis())
                : Optional.empty();
        return length.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Whether answers name the bucket that a limit counts their calls in. */
    boolean namesBucket(Limit limit) {
        return buckets && talksOf(limit) && !(limit.window() instanceof Window.Concurrent);
    }

    /** What stands for an endpoint where a limit is counted by it. */
    String counted(Limit limit, String endpoint) {
        long hash = salt * 31L + (limit.name() + endpoint).hashCode();
        return namesBucket(limit) ? "bucket" + ((hash * SPREAD) >>> 63) : endpoint;
    }

    Target target(String endpoint, Limit limit) {
        if (learns()) {
            return new Target.Named(limit.name());
        }
        return namesBucket(limit)
                ? new Target.Bucket(limit.name(), counted(limit, endpoint))
                : new Target.Declared(limit.name());
    }

    /** What a provider's file says. */
    Provider file(Provider truth) {
        if (learns()) {
            return with(truth, limits -> List.of());
        }
        return quotas
                ? with(truth, limits -> limits.stream().map(Unsaid::untold).toList())
                : truth;
    }

    private static Limit untold(Limit limit) {
        return talksOf(limit)
                ? new Limit(limit.name(), limit.scope(), 1, true, limit.window(), limit.usePercent(), limit.labels())
                : limit;
    }

    private Provider with(Provider truth, Function<List<Limit>, List<Limit>> change) {
        List<Endpoint> endpoints = truth.endpoints().stream()
                .map(endpoint -> endpoint.with(change.apply(endpoint.limits())))
                .toList();
        return truth.with(endpoints, truth.concurrency(), learn);
    }
}
