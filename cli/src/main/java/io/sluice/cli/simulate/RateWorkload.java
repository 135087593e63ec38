package io.sluice.cli.simulate;

import io.sluice.cli.UserError;
import io.sluice.core.credential.Credential;
import io.sluice.core.forecast.Arrival;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestLine;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * So many requests per second, at random instants that do not depend on each other (a Poisson process), as from many
 * programs. Endpoints take turns, and accounts where requests must name one.
 */
public final class RateWorkload implements Workload {
    private static final double SECOND = 1_000;

    private final double perSecond;
    private final Policy policy;
    private final List<String> endpoints;
    private final Plan.Terms terms;
    private final String text;

    /**
     * A rate, to be called with such credentials.
     *
     * @param endpoints METHOD PATH each
     */
    public RateWorkload(
            double perSecond, Policy policy, List<String> endpoints, List<Credential> credentials, Plan.Terms terms) {
        this.perSecond = perSecond;
        this.policy = policy;
        this.endpoints = List.copyOf(endpoints);
        this.terms = terms;
        turns(credentials); // refuses what cannot be called
        this.text = String.format(
                Locale.ROOT,
                "%s requests/s to %s, %s",
                String.format(Locale.ROOT, "%.3f", perSecond).replaceFirst("\\.?0+$", ""),
                policy.name(),
                String.join(", ", endpoints));
    }

    /** For each endpoint the requests that take turns. */
    private List<List<Request>> turns(List<Credential> credentials) {
        Matching matching = new Matching(List.of(policy), credentials);
        List<String> accounts = credentials.stream()
                .filter(credential -> credential.provider().equals(policy.name()) && !credential.disabled())
                .map(Credential::account)
                .distinct()
                .toList();
        return endpoints.stream()
                .map(endpoint -> turns(matching, endpoint, accounts))
                .toList();
    }

    private List<Request> turns(Matching matching, String endpoint, List<String> accounts) {
        try {
            return List.of(matching.take(policy, request(policy, endpoint, null), terms.begin()));
        } catch (RequestRefused refused) {
            if (!refused.code().equals("account-required") || accounts.isEmpty()) {
                throw new UserError("--endpoint-path '" + endpoint + "': " + refused.getMessage());
            }
        }
        return accounts.stream()
                .map(account -> matching.take(request(policy, endpoint, account), terms.begin()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static ApiRequest request(Policy policy, String endpoint, @Nullable String account) {
        try {
            return RequestLine.parse(endpoint)
                    .request(policy.name())
                    .setId("r")
                    .setAccount(account)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new UserError("--endpoint-path is '" + endpoint + "', " + e.getMessage());
        }
    }

    @Override
    public Iterator<Arrival> arrivals(List<Credential> credentials) {
        return new Arrivals(turns(credentials));
    }

    @Override
    public Map<String, Long> rejected() {
        return Map.of();
    }

    @Override
    public boolean ends() {
        return false;
    }

    /** Where there are several accounts, its requests name them. */
    @Override
    public long ofOneAccount() {
        return 0;
    }

    @Override
    public String text() {
        return text;
    }

    private final class Arrivals implements Iterator<Arrival> {
        private final Random random = new Random(terms.seed());
        private final List<List<Request>> turns;
        private double at = gap();
        private long number;

        Arrivals(List<List<Request>> turns) {
            this.turns = turns;
        }

        @Override
        public boolean hasNext() {
            return at < terms.most();
        }

        @Override
        public Arrival next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<Request> some = turns.get((int) (number % turns.size()));
            Request like = some.get((int) (number / turns.size() % some.size()));
            Arrival arrival = new Arrival(terms.begin() + (long) at, numbered(like, number));
            number++;
            at += gap();
            return arrival;
        }

        private double gap() {
            return -Math.log(1 - random.nextDouble()) * SECOND / perSecond;
        }
    }

    private static Request numbered(Request like, long number) {
        return new Request(
                number,
                "r" + number,
                like.provider(),
                like.endpoint(),
                like.eligible(),
                like.params(),
                like.cost(),
                like.deadline(),
                like.timeoutMillis(),
                like.repeatable(),
                Progress.NONE);
    }
}
