package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.LabelValues;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random provider with its credentials: limits of every kind, counted by every scope. */
final class Plan {
    private static final long[] WINDOWS = {100, 1_000, 3_000, 10_000, 60_000, 300_000, 900_000};

    /** No quota is larger. */
    static final long LARGEST = 60;

    /** Units that a call takes of a limit, at most. */
    static final int DEAREST = 4;

    /** The endpoint that counts by all limits of its provider, where there is one. */
    static final String ALL = "all";

    final Provider truth;
    /** What its file says of it at first. */
    final Provider file;

    final List<Credential> credentials = new ArrayList<>();
    private final Random random;
    private final Season season;

    /** @param gathers whether a file may take all requests to be for {@link #ALL} */
    Plan(String name, Random random, Season season, Unsaid unsaid, boolean gathers) {
        this.random = random;
        this.season = season;
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            limits.add(unsaid.shaped(limit("limit" + i, gathers)));
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Limit> own = new ArrayList<>(limits);
            own.removeIf(limit -> random.nextInt(3) == 0 && !(gathers && isOpenedByCalls(limit)));
            String endpoint = i == 0 ? Provider.OTHER : "e" + i;
            endpoints.add(
                    new Endpoint(endpoint, Accounts.ANY, own, 1_000L << random.nextInt(6), 1 + random.nextInt(5)));
        }
        if (gathers) {
            endpoints.add(new Endpoint(ALL, Accounts.ANY, limits, 1_000L << random.nextInt(6), 1 + random.nextInt(5)));
        }
        Backoff backoff = new Backoff(1_000, 2, 60_000);
        this.truth = new Provider(
                name,
                endpoints,
                1 + random.nextInt(30),
                backoff,
                60_000L * (1 + random.nextInt(20)),
                20,
                Set.of(Hostile.ACCOUNT),
                Learn.OFF,
                true);
        this.file = unsaid.file(truth);
        for (int i = 0; i <= random.nextInt(6); i++) {
            credentials.add(new Credential(
                    name,
                    "c" + i,
                    "a" + random.nextInt(3),
                    "app" + random.nextInt(2),
                    "out" + random.nextInt(2),
                    Map.of("tier", "t" + random.nextInt(2)),
                    false));
        }
    }

    /** A file that says something else of the provider, and never more than it allows. */
    Provider otherFile() {
        List<Endpoint> endpoints = new ArrayList<>();
        boolean careful = random.nextBoolean();
        int percent = random.nextInt(4) > 0 ? 100 : 50 + random.nextInt(50);
        List<Limit> more = random.nextInt(3) == 0 ? List.of(limit("more", false)) : List.of();
        for (Endpoint endpoint : file.endpoints()) {
            List<Limit> limits = new ArrayList<>(more);
            for (Limit limit : endpoint.limits()) {
                // A call counts as a whole quota at most: if that were less than the provider's, too little.
                long least = Math.min(DEAREST, limit.quota());
                long quota = careful ? Math.max(least, limit.quota() / 2) : limit.quota();
                int use = Limit.usable(quota, percent) < least ? 100 : percent;
                limits.add(new Limit(
                        limit.name(), limit.scope(), quota, limit.told(), limit.window(), use, limit.labels()));
            }
            endpoints.add(new Endpoint(
                    endpoint.name(), endpoint.accounts(), limits, endpoint.timeoutMillis(), 1 + random.nextInt(5)));
        }
        return truth.with(endpoints, 1 + random.nextInt(30), file.learn());
    }

    Endpoint endpoint() {
        return truth.endpoints().get(random.nextInt(truth.endpoints().size()));
    }

    Credential credential() {
        return credentials.get(random.nextInt(credentials.size()));
    }

    /** Where a file took a call to open a window that it does not open, the two would be out of step. */
    private static boolean isOpenedByCalls(Limit limit) {
        return limit.window() instanceof Window.FirstCall;
    }

    /** @param gathers whether a file may take all requests to be for one endpoint: each has a count of its own then, if any has */
    private Limit limit(String name, boolean gathers) {
        List<Dimension> scope = new ArrayList<>();
        for (Dimension dimension : Dimension.Fixed.values()) {
            if (random.nextInt(5) == 0 && !(gathers && dimension == Dimension.Fixed.ENDPOINT)) {
                scope.add(dimension);
            }
        }
        if (random.nextInt(4) == 0) {
            scope.add(new Dimension.Param("chat"));
        }
        if (random.nextInt(8) == 0) {
            scope.add(new Dimension.Param("topic"));
        }
        if (random.nextInt(8) == 0) {
            scope.add(new Dimension.Label("tier"));
        }
        long per = WINDOWS[random.nextInt(WINDOWS.length)];
        long quota = 1L + random.nextInt(per < 10_000 ? 10 : 60);
        Map<String, LabelValues> labels =
                random.nextInt(8) == 0 ? Map.of("tier", LabelValues.of(Set.of("t0"))) : Map.of();
        return new Limit(name, new Scope(scope), quota, false, window(per), 100, labels);
    }

    private Window window(long per) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Window.FirstCall(per);
            case 2 -> new Window.Sliding(per);
            case 3 -> new Window.Bucket(per);
            case 4 -> new Window.Calendar(random.nextInt(3) > 0 ? new Window.Turns.Aligned(per) : season.turns(random));
            default -> new Window.Concurrent();
        };
    }
}
