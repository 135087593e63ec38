package io.sluice.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.Eligible;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.AuthPlace;
import io.sluice.schemas.wire.FieldLines;
import io.sluice.schemas.wire.ReasonCodes;
import io.sluice.schemas.wire.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Finds what a request is for: endpoint, credentials, address, parameters. */
public final class Matcher {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Matcher() {}

    /**
     * Matches a request against its provider.
     *
     * @param accounts number of accounts that the provider's credentials belong to
     */
    public static Matched match(Policy policy, ApiRequest request, int accounts) throws RequestRefused {
        return match(policy, request, accounts, null);
    }

    /**
     * The same.
     *
     * @param alone the account that it goes with where it names none and may not go with any: the only one that there is, or
     *     was when it came; null: there is none, or nobody knows its name
     */
    public static Matched match(Policy policy, ApiRequest request, int accounts, @Nullable String alone)
            throws RequestRefused {
        RequestRules.check(request);
        Target target = Target.of(request.getPath());
        Map<String, String> query = new LinkedHashMap<>();
        if (target.query() != null) {
            parse(target.query(), query);
        }
        refuseCredentials(policy, request, query);
        Policy.Destination destination = Policy.Route.of(policy.routes(), request.getMethod(), target.path());
        String endpoint = destination.endpoint();
        Map<String, String> params = new LinkedHashMap<>(destination.named());
        query.forEach(params::putIfAbsent);
        request.getQuery().forEach((name, values) -> first(params, name, values));
        body(policy, endpoint, request, params);
        return new Matched(
                endpoint,
                eligible(policy, endpoint, request, accounts, alone),
                params,
                cost(policy.details(endpoint), request, params));
    }

    /** The absolute address of a request that was matched, with its query, without secrets. */
    public static String url(Policy policy, ApiRequest request) {
        Target target = Target.of(request.getPath());
        StringJoiner query = new StringJoiner("&");
        if (target.query() != null && !target.query().isEmpty()) {
            query.add(target.query());
        }
        request.getQuery()
                .forEach((name, values) ->
                        values.forEach(value -> query.add(Target.component(name) + '=' + Target.component(value))));
        return policy.baseUrl() + target.path() + (query.length() == 0 ? "" : "?" + query);
    }

    /** Where the credential goes, a request may put nothing. */
    private static void refuseCredentials(Policy policy, ApiRequest request, Map<String, String> inPath)
            throws RequestRefused {
        for (AuthPlace place : policy.auth()) {
            String header = place.getHeader();
            String query = place.getQuery();
            if (header != null && FieldLines.isAmong(request.getHeaders().keySet(), header)) {
                throw new RequestRefused(
                        ReasonCodes.BAD_REQUEST, "field 'headers." + header + "' is the credential's place");
            }
            if (query != null && inPath.containsKey(query)) {
                throw new RequestRefused(
                        ReasonCodes.BAD_REQUEST,
                        "the query of field 'path' has '" + query + "', the credential's place");
            }
            if (query != null && request.getQuery().containsKey(query)) {
                throw new RequestRefused(
                        ReasonCodes.BAD_REQUEST, "field 'query." + query + "' is the credential's place");
            }
        }
    }

    private static Cost cost(Policy.EndpointDetails endpoint, ApiRequest request, Map<String, String> params) {
        long usual = request.getCost() != null ? request.getCost() : endpoint.cost();
        if (endpoint.costs().isEmpty()) {
            return Cost.of(usual);
        }
        Map<String, Long> byLimit = new HashMap<>();
        endpoint.costs().forEach((limit, rule) -> {
            long units = rule.units(request.getMethod(), params, usual);
            if (units != usual) {
                byLimit.put(limit, units);
            }
        });
        return byLimit.isEmpty() ? Cost.of(usual) : new Cost(usual, byLimit);
    }

    private static Eligible eligible(
            Policy policy, String endpoint, ApiRequest request, int accounts, @Nullable String alone)
            throws RequestRefused {
        String credential = request.getCredential();
        String account = request.getAccount();
        if (credential != null) {
            return account == null ? new Eligible.One(credential) : new Eligible.OneOfAccount(credential, account);
        }
        if (account != null) {
            return new Eligible.OfAccount(account);
        }
        Accounts rule = policy.provider().endpoint(endpoint).accounts();
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (rule == Accounts.ANY || (rule == Accounts.READS && reads)) {
            return new Eligible.Any();
        }
        if (rule == Accounts.READS && alone != null) {
            return new Eligible.OfAccount(alone);
        }
        if (rule == Accounts.READS && accounts <= 1) {
            return new Eligible.Any();
        }
        throw new RequestRefused(
                ReasonCodes.ACCOUNT_REQUIRED,
                "field 'account' is missing: provider '" + policy.name() + "' does not let " + request.getMethod()
                        + " go with any account; write \"account\"");
    }

    private static void body(Policy policy, String endpoint, ApiRequest request, Map<String, String> params) {
        if (request.getForm() != null) {
            request.getForm().forEach((name, values) -> first(params, name, values));
        } else if (countsByParams(policy, endpoint)) {
            if (request.getJson() != null) {
                fields(request.getJson(), params);
            } else if (request.getBody() != null) {
                bytes(
                        request.getBody().getBytes(StandardCharsets.UTF_8),
                        WireForm.contentType(policy, request),
                        params);
            } else if (request.getBodyBase64() != null) {
                byte[] body = Base64.getDecoder().decode(request.getBodyBase64());
                bytes(body, WireForm.contentType(policy, request), params);
            }
        }
    }

    /** A body that its header calls JSON or a form has the fields of one, however it was given. */
    private static void bytes(byte[] body, String contentType, Map<String, String> params) {
        String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (media.equals(WireForm.FORM)) {
            parse(new String(body, StandardCharsets.UTF_8), params);
        } else if (media.equals(WireForm.JSON) || media.endsWith("+json")) {
            fields(new String(body, StandardCharsets.UTF_8), params);
        } else if (media.equals(Multipart.TYPE)) {
            Multipart.fields(body, contentType).forEach(params::putIfAbsent);
        }
    }

    private static void fields(String json, Map<String, String> params) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            tree.properties().forEach(entry -> {
                if (entry.getValue().isValueNode()) {
                    params.putIfAbsent(entry.getKey(), entry.getValue().asText());
                }
            });
        } catch (JsonProcessingException notJson) {
            // a body that is no JSON has no fields
        }
    }

    /** Whether fields of a body can decide which budgets its call takes from, or how much. */
    private static boolean countsByParams(Policy policy, String endpoint) {
        for (Scope scope : policy.provider().holdScopes()) {
            if (scope.ofRequest()) {
                return true;
            }
        }
        for (Limit limit : policy.provider().endpoint(endpoint).limits()) {
            if (limit.scope().ofRequest()) {
                return true;
            }
        }
        for (CostRule cost : policy.details(endpoint).costs().values()) {
            if (cost.readsParams()) {
                return true;
            }
        }
        return false;
    }

    private static void parse(String query, Map<String, String> params) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            params.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
    }

    private static void first(Map<String, String> params, String name, List<String> values) {
        if (!values.isEmpty()) {
            params.putIfAbsent(name, values.get(0));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
