package io.sluice.cli.simulate;

import io.sluice.cli.UserError;
import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Window;
import io.sluice.policy.value.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A plan with something otherwise: {@code [PROVIDER:]LIMIT.quota=N}, {@code [PROVIDER:]LIMIT.per=DURATION},
 * {@code [PROVIDER:]credentials=+N}, {@code [PROVIDER:]concurrency=N}, {@code latency=DURATION[..DURATION]}.
 */
public final class WhatIf {
    private static final String FLAG = "--what-if";
    private static final long MOST_CREDENTIALS = 10_000;
    /** How many characters of a name are kept, so that it has no more than 100 with what is added. */
    private static final int KEPT_OF_NAME = 80;

    private final String change;
    private final String provider;
    private final String name;
    private final String value;

    private WhatIf(String change) {
        int equals = change.indexOf('=');
        if (equals < 0) {
            throw unknown(change);
        }
        String left = change.substring(0, equals);
        int colon = left.indexOf(':');
        this.change = change;
        this.provider = colon < 0 ? "" : left.substring(0, colon);
        this.name = left.substring(colon + 1);
        this.value = change.substring(equals + 1);
    }

    /** The plan after all these changes, in their order. */
    public static Plan apply(List<String> changes, Plan plan) {
        Plan changed = plan;
        for (String change : changes) {
            changed = new WhatIf(change).apply(changed);
        }
        return changed;
    }

    /** The plan with one more credential of a provider, a copy of its first with an account of its own. */
    static Plan oneMore(String provider, Plan plan) {
        return apply(List.of(provider + ":credentials=+1"), plan);
    }

    private Plan apply(Plan plan) {
        if (!provider.isEmpty() && plan.providers().stream().noneMatch(this::isMeant)) {
            throw wrong("no provider is named '" + provider + "', expected one of " + names(plan));
        }
        if (name.equals("latency")) {
            return plan.withCalls(CallTime.parse(FLAG + " latency", value));
        }
        if (name.equals("credentials")) {
            return plan.withCredentials(credentials(plan));
        }
        if (name.equals("concurrency")) {
            int number = (int) whole(value, Integer.MAX_VALUE);
            return plan.withProviders(each(plan, one -> one.with(one.endpoints(), number, one.learn())));
        }
        if (name.endsWith(".quota")) {
            long quota = whole(value, 1_000_000_000_000L);
            return limit(plan, limit -> rebuilt(limit, quota, false, limit.window()));
        }
        if (name.endsWith(".per")) {
            return limit(plan, limit -> rebuilt(limit, limit.quota(), limit.told(), window(limit)));
        }
        throw unknown(change);
    }

    private List<Credential> credentials(Plan plan) {
        if (!value.startsWith("+")) {
            throw wrong("'" + value + "' is no such number, expected +N as in credentials=+2");
        }
        long more = whole(value.substring(1), MOST_CREDENTIALS);
        List<Credential> all = new ArrayList<>(plan.credentials());
        for (Provider one : plan.providers()) {
            if (isMeant(one)) {
                Credential first = plan.credentials().stream()
                        .filter(credential -> credential.provider().equals(one.name()) && !credential.disabled())
                        .findFirst()
                        .orElseThrow(() -> wrong("provider '" + one.name() + "' has no credential to copy"));
                copies(first, more, all);
            }
        }
        return all;
    }

    private static void copies(Credential first, long more, List<Credential> all) {
        Set<String> taken = new TreeSet<>();
        all.forEach(credential -> taken.add(credential.id()));
        String begin = first.id().substring(0, Math.min(KEPT_OF_NAME, first.id().length())) + "-copy";
        int number = 1;
        for (long i = 0; i < more; i++) {
            while (!taken.add(begin + number)) {
                number++;
            }
            String id = begin + number;
            all.add(new Credential(first.provider(), id, id, first.app(), first.egress(), first.labels(), false));
        }
    }

    private Plan limit(Plan plan, UnaryOperator<Limit> to) {
        String wanted = name.substring(0, name.lastIndexOf('.'));
        Predicate<Limit> meant = limit -> limit.isCalled(wanted);
        List<Provider> have = plan.providers().stream()
                .filter(this::isMeant)
                .filter(one -> limits(one).stream().anyMatch(meant))
                .toList();
        if (have.isEmpty()) {
            Set<String> known = new TreeSet<>();
            plan.providers().forEach(one -> limits(one).forEach(limit -> known.add(limit.name())));
            throw wrong("no limit is named '" + wanted + "', expected "
                    + (known.isEmpty() ? "none: no limit is declared" : "one of " + String.join(", ", known)));
        }
        if (have.size() > 1) {
            throw wrong("several providers have a limit '" + wanted + "', expected PROVIDER:" + name + " with one of "
                    + String.join(", ", have.stream().map(Provider::name).toList()));
        }
        return plan.withProviders(each(plan, one -> {
            List<Endpoint> endpoints = one.endpoints().stream()
                    .map(endpoint -> endpoint.with(endpoint.limits().stream()
                            .map(limit -> meant.test(limit) ? to.apply(limit) : limit)
                            .toList()))
                    .toList();
            return one.with(endpoints, one.concurrency(), one.learn());
        }));
    }

    private Window window(Limit limit) {
        long per = Durations.millis(value);
        if (per < 1) {
            throw wrong("'" + value + "' is no duration, expected one such as 15m");
        }
        return limit.window().handle(new Window.Handler<Window>() {
            @Override
            public Window firstCall(Window.FirstCall window) {
                return new Window.FirstCall(per);
            }

            @Override
            public Window sliding(Window.Sliding window) {
                return new Window.Sliding(per);
            }

            @Override
            public Window bucket(Window.Bucket window) {
                return new Window.Bucket(per);
            }

            @Override
            public Window calendar(Window.Calendar window) {
                if (window.turns() instanceof Window.Turns.Aligned) {
                    return new Window.Calendar(new Window.Turns.Aligned(per));
                }
                throw wrong("limit '" + limit.name() + "' turns by the calendar, expected a change of its quota");
            }

            @Override
            public Window concurrent(Window.Concurrent window) {
                throw wrong("limit '" + limit.name() + "' has no window, expected a change of its quota");
            }
        });
    }

    private List<Provider> each(Plan plan, UnaryOperator<Provider> to) {
        return plan.providers().stream()
                .map(one -> isMeant(one) ? to.apply(one) : one)
                .toList();
    }

    private boolean isMeant(Provider one) {
        return provider.isEmpty() || provider.equals(one.name());
    }

    private Limit rebuilt(Limit one, long quota, boolean told, Window window) {
        if (window instanceof Window.Bucket bucket && quota > bucket.most()) {
            throw wrong("limit '" + one.name() + "' is a bucket, expected a quota of " + bucket.most() + " at most");
        }
        return new Limit(one.name(), one.scope(), quota, told, window, one.usePercent(), one.labels());
    }

    private static List<Limit> limits(Provider one) {
        return one.endpoints().stream()
                .flatMap(endpoint -> endpoint.limits().stream())
                .toList();
    }

    private static String names(Plan plan) {
        return String.join(", ", plan.providers().stream().map(Provider::name).toList());
    }

    private long whole(String text, long most) {
        if (text.matches("[1-9]\\d{0,12}") && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw wrong("'" + value + "' is no such number, expected a whole number from 1 to " + most);
    }

    private UserError wrong(String what) {
        return new UserError(FLAG + " " + change + ": " + what);
    }

    private static UserError unknown(String change) {
        return new UserError(FLAG + " is '" + change
                + "', expected LIMIT.quota=N, LIMIT.per=DURATION, credentials=+N, concurrency=N or latency=DURATION");
    }
}
