package io.sluice.policy.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.value.Durations;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.ReasonCodes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request by a provider's file: its endpoint, who may make its calls, and what they take of which budgets.
 *
 * @param eligible which credentials may make its calls
 * @param who the ids of those among the known ones; empty where none are known
 */
public record Explanation(
        Policy policy, ApiRequest request, Endpoint endpoint, String eligible, List<String> who, List<Count> counts) {
    private static final int SHOWN = 3;

    /**
     * A limit and the budgets of it that the request can take from.
     *
     * @param takes budget units; 0: it does not count the request
     * @param keys scope keys; {@code ?} stands for what only a credential tells; none where it counts no credential that may call
     */
    public record Count(Limit limit, long takes, List<String> keys) {
        public Count {
            keys = List.copyOf(keys);
        }
    }

    public Explanation {
        who = List.copyOf(who);
        counts = List.copyOf(counts);
    }

    /**
     * Explains a request for the given credentials, of which there may be none at all; throws where it can never be called, for
     * want of a credential too.
     */
    public static Explanation of(Policy policy, ApiRequest request, List<Credential> credentials)
            throws RequestRefused {
        List<Credential> known = credentials.stream()
                .filter(credential -> credential.provider().equals(policy.name()) && !credential.disabled())
                .toList();
        long accounts = known.isEmpty()
                ? 2
                : known.stream().map(Credential::account).distinct().count();
        Matched matched = Matcher.match(policy, request, (int) accounts);
        List<Credential> admitted =
                known.stream().filter(matched.eligible()::admits).toList();
        if (!known.isEmpty() && admitted.isEmpty()) {
            throw new RequestRefused(
                    ReasonCodes.NO_CREDENTIAL,
                    "there is no credential for " + matched.eligible().describe());
        }
        Endpoint endpoint = policy.provider().endpoint(matched.endpoint());
        List<Count> counts = new ArrayList<>();
        for (Limit limit : endpoint.limits()) {
            List<Credential> counted = admitted.stream()
                    .filter(credential -> limit.counts(credential.labels()))
                    .toList();
            boolean none = !known.isEmpty() && counted.isEmpty();
            List<String> keys = none ? List.of() : keys(limit, matched, request, counted);
            counts.add(new Count(limit, none ? 0 : matched.cost().of(limit.name()), keys));
        }
        return new Explanation(
                policy,
                request,
                endpoint,
                matched.eligible().describe(),
                admitted.stream().map(Credential::id).toList(),
                counts);
    }

    private static List<String> keys(Limit limit, Matched matched, ApiRequest request, List<Credential> counted) {
        if (counted.isEmpty()) {
            ScopeKey key = ScopeKey.of(limit.scope(), matched.endpoint(), null, matched.params());
            String named =
                    filled(filled(key.text(), "account", request.getAccount()), "credential", request.getCredential());
            return List.of(text(named));
        }
        return counted.stream()
                .map(credential -> ScopeKey.of(limit.scope(), matched.endpoint(), credential, matched.params()))
                .map(key -> text(key.text()))
                .distinct()
                .toList();
    }

    private static String filled(String key, String dimension, @Nullable String value) {
        return value == null ? key : key.replaceAll("(?<=^|,)" + dimension + "=(?=,|$)", dimension + '=' + value);
    }

    private static String text(String key) {
        return key.isEmpty() ? "provider" : key.replaceAll("=(?=,|$)", "=?");
    }

    /** The limits that count calls of a credential that may make them. */
    public List<Count> counting() {
        return counts.stream().filter(count -> !count.keys().isEmpty()).toList();
    }

    /** Lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(request.getMethod() + " " + Matcher.url(policy, request));
        lines.add("endpoint  " + endpoint.name() + ", accounts " + Names.word(endpoint.accounts()) + ", time-out "
                + Durations.text(endpoint.timeoutMillis()) + ", at most " + endpoint.maxAttempts() + " attempts");
        lines.add("who       " + (who.isEmpty() ? eligible : some(who, ", ")));
        if (counts.isEmpty()) {
            lines.add("limits    none declared, "
                    + Phrases.learning(policy.about().learn()));
        }
        int width = counts.stream()
                .mapToInt(count -> count.limit().name().length())
                .max()
                .orElse(0);
        for (Count count : counts) {
            String labels = Limits.labels(count.limit());
            lines.add("limit     " + count.limit().name()
                    + " ".repeat(width - count.limit().name().length()) + "  "
                    + Limits.text(count.limit())
                    + (labels.isEmpty() ? "" : " (" + labels + ")")
                    + took(count));
        }
        return lines;
    }

    private static String took(Count count) {
        if (count.keys().isEmpty()) {
            return ": counts none of these credentials";
        }
        return count.takes() == 0
                ? ": does not count it"
                : ": takes " + count.takes() + " of " + some(count.keys(), " or ");
    }

    private static String some(List<String> texts, String between) {
        String shown = String.join(between, texts.subList(0, Math.min(SHOWN, texts.size())));
        return texts.size() > SHOWN ? shown + " and " + (texts.size() - SHOWN) + " more" : shown;
    }

    /** The same for programs. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("provider", policy.name())
                .put("method", request.getMethod())
                .put("url", Matcher.url(policy, request))
                .put("endpoint", endpoint.name())
                .put("accounts", Names.word(endpoint.accounts()))
                .put("timeoutMs", endpoint.timeoutMillis())
                .put("maxAttempts", endpoint.maxAttempts())
                .put("learn", Names.word(policy.about().learn()))
                .put("eligible", eligible);
        who.forEach(json.putArray("credentials")::add);
        ArrayNode limits = json.putArray("limits");
        for (Count count : counts) {
            ObjectNode limit = limits.addObject();
            limit.put("name", count.limit().name())
                    .put("quota", count.limit().quota())
                    .put("told", count.limit().told())
                    .put("usable", count.limit().usable())
                    .put("text", Limits.text(count.limit()))
                    .put("takes", count.takes());
            ArrayNode scope = limit.putArray("scope");
            count.limit().scope().dimensions().stream().map(Dimension::text).forEach(scope::add);
            count.keys().forEach(limit.putArray("keys")::add);
        }
        return json;
    }
}
