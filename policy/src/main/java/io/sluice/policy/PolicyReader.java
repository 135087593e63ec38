package io.sluice.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.policy.answer.AnswerCost;
import io.sluice.policy.answer.AnswerRule;
import io.sluice.policy.answer.Reading;
import io.sluice.policy.answer.Signal;
import io.sluice.schemas.AuthPlace;
import io.sluice.schemas.wire.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a provider's file from a tree, be it from YAML, JSON or a record of the providers topic. */
public final class PolicyReader {
    private static final int MAX_BODY = 8 * 1024 * 1024;
    private static final Set<String> KNOWN = Set.of(
            "version",
            "provider",
            "baseUrl",
            "auth",
            "headers",
            "trace",
            "concurrency",
            "accounts",
            "timeout",
            "maxAttempts",
            "maxBodyBytes",
            "backoff",
            "emptyPool",
            "refusals",
            "endpoints",
            "limits",
            "signals",
            "answers",
            "source",
            "checked",
            "unspecified",
            "terms",
            "identity",
            "learn",
            "extends",
            "status",
            "examples");
    private static final Set<String> RESERVED = Set.of("validators", "idempotency");
    private static final Set<String> ENDPOINT =
            Set.of("name", "match", "timeout", "maxAttempts", "maxBodyBytes", "accounts", "cost");

    private final Fields file;
    private final JsonNode tree;

    private PolicyReader(JsonNode tree) {
        this.tree = tree;
        this.file = Fields.of(tree, KNOWN, RESERVED);
    }

    /** Reads a file; {@link PolicyException} lists all that is wrong with it. */
    public static Policy read(JsonNode tree) {
        return new PolicyReader(tree).read();
    }

    private Policy read() {
        String name = file.requiredName("provider");
        URI baseUrl = AddressReader.baseUrl(file);
        file.whole("version", 1, 1, 1);
        if (file.has("extends")) {
            file.problem("extends", "field 'extends' stands in files alone, expected what the two files make together");
        }
        List<Fields> declared = file.list("endpoints", ENDPOINT, Set.of());
        List<String> names = endpointNames(declared);
        LimitReader.Limits declaredLimits = LimitReader.read(file, names);
        List<LimitReader.Declared> limits = declaredLimits.sound();
        Accounts accounts = accounts(file, Accounts.READS);
        List<Policy.Route> routes = new ArrayList<>();
        List<Endpoint> endpoints = new ArrayList<>();
        Map<String, Policy.EndpointDetails> details = new HashMap<>();
        for (Fields fields : declared) {
            String endpoint = fields.required("name");
            routes(fields, endpoint, routes);
            endpoint(fields, endpoint, accounts, limits, endpoints, details);
        }
        if (!details.containsKey(Provider.OTHER)) {
            endpoint(null, Provider.OTHER, accounts, limits, endpoints, details);
        }
        List<Signal> signals = SignalReader.read(file, "signals", declaredLimits.names(), names);
        List<AnswerRule> answers = AnswerReader.rules(file, declaredLimits.names());
        List<AuthPlace> auth = AddressReader.auth(file, baseUrl.getRawPath());
        Map<String, String> headers = AddressReader.headers(file, auth);
        boolean trace = file.flag("trace");
        long concurrency = file.whole("concurrency", 16, 1, 100_000);
        long refusals = file.whole("refusals", 20, 1, 1_000_000);
        Fields empty = file.object("emptyPool", Set.of("rejectAfter"), Set.of());
        About about = AboutReader.read(file, declaredLimits.names(), names);
        List<Example> examples = ExampleReader.read(file, declaredLimits.names());
        long emptyPool = empty == null ? 86_400_000 : empty.millis("rejectAfter", 86_400_000);
        Backoff backoff = backoff();
        file.throwProblems();
        Set<Scope> holdScopes =
                answers.stream().flatMap(rule -> rule.hold().scope().stream()).collect(Collectors.toSet());
        Provider provider = new Provider(
                name,
                endpoints,
                (int) concurrency,
                backoff,
                emptyPool,
                (int) refusals,
                holdScopes,
                about.learn(),
                answers.stream().allMatch(AnswerRule::refusesByStatus));
        return new Policy(
                tree,
                provider,
                baseUrl,
                auth,
                headers,
                trace,
                routes,
                details,
                readings(provider, details, all(signals, about, routes), answers),
                about,
                examples);
    }

    /** Signals, with those that the answers of requests for a status have: they tell of limits that do not count these. */
    private static List<Signal> all(List<Signal> signals, About about, List<Policy.Route> routes) {
        List<Signal> all = new ArrayList<>(signals);
        for (About.StatusRequest status : about.status()) {
            String endpoint = Policy.Route.of(
                            routes,
                            status.request().method(),
                            Target.of(status.request().path()).path())
                    .endpoint();
            status.tells().forEach(signal -> all.add(signal.at(endpoint)));
        }
        return all;
    }

    private static Map<String, Reading> readings(
            Provider provider,
            Map<String, Policy.EndpointDetails> details,
            List<Signal> signals,
            List<AnswerRule> rules) {
        Map<String, Reading> readings = new HashMap<>();
        for (Endpoint endpoint : provider.endpoints()) {
            String name = endpoint.name();
            Map<String, AnswerCost> costs = new HashMap<>();
            Objects.requireNonNull(details.get(name), name)
                    .costs()
                    .forEach((limit, cost) -> costs.put(limit, cost.told()));
            readings.put(name, Reading.of(name, endpoint.limits(), signals, rules, costs));
        }
        return readings;
    }

    private static List<String> endpointNames(List<Fields> declared) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Fields fields : declared) {
            String name = fields.requiredName("name");
            if (!seen.add(name)) {
                fields.problem("name", "endpoint '" + name + "' is declared twice");
            }
            names.add(name);
        }
        if (seen.add(Provider.OTHER)) {
            names.add(Provider.OTHER);
        }
        return names;
    }

    private static void routes(Fields fields, String endpoint, List<Policy.Route> routes) {
        List<String> patterns = fields.texts("match");
        if (patterns.isEmpty() && !endpoint.equals(Provider.OTHER)) {
            fields.problem(
                    "match",
                    "field 'match' of endpoint '" + endpoint
                            + "' is missing, expected a pattern such as 'GET /items/**'");
        }
        for (String pattern : patterns) {
            try {
                routes.add(new Policy.Route(PathPattern.parse(pattern), endpoint));
            } catch (IllegalArgumentException e) {
                fields.problem("match", "field 'match' is '" + pattern + "', " + e.getMessage());
            }
        }
    }

    private void endpoint(
            @Nullable Fields fields,
            String name,
            Accounts accounts,
            List<LimitReader.Declared> limits,
            List<Endpoint> endpoints,
            Map<String, Policy.EndpointDetails> details) {
        long timeout = file.millis("timeout", 30_000);
        long attempts = file.whole("maxAttempts", 5, 1, 1_000);
        long body = file.whole("maxBodyBytes", 1024 * 1024, 0, MAX_BODY);
        long cost = 1;
        Accounts own = accounts;
        if (fields != null) {
            timeout = fields.millis("timeout", timeout);
            attempts = fields.whole("maxAttempts", attempts, 1, 1_000);
            body = fields.whole("maxBodyBytes", body, 0, MAX_BODY);
            cost = fields.whole("cost", 1, 1, Integer.MAX_VALUE);
            own = accounts(fields, accounts);
        }
        List<Limit> covering = new ArrayList<>();
        Map<String, CostRule> costs = new HashMap<>();
        for (LimitReader.Declared declared : limits) {
            if (declared.covers(name)) {
                covering.addAll(declared.limits());
                if (!declared.cost().equals(CostRule.USUAL)) {
                    declared.limits().forEach(limit -> costs.put(limit.name(), declared.cost()));
                }
            }
        }
        if (Names.isName(name)) {
            endpoints.add(new Endpoint(name, own, covering, timeout, (int) attempts));
        }
        details.put(name, new Policy.EndpointDetails((int) body, cost, costs));
    }

    private Backoff backoff() {
        Fields fields = file.object("backoff", Set.of("base", "max", "factor"), Set.of());
        return fields == null
                ? Backoff.DEFAULT
                : new Backoff(
                        fields.millis("base", Backoff.DEFAULT.baseMillis()),
                        (int) fields.whole("factor", Backoff.DEFAULT.factor(), 1, 100),
                        fields.millis("max", Backoff.DEFAULT.maxMillis()));
    }

    private static Accounts accounts(Fields fields, Accounts otherwise) {
        Accounts accounts = fields.symbol("accounts", Accounts.class);
        return accounts == null ? otherwise : accounts;
    }
}
