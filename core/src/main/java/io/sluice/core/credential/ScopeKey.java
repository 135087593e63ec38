package io.sluice.core.credential;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value of a scope: which of a limit's budgets is meant, or what a hold closes.
 *
 * <p>Two keys of one scope are equal only where all their values are: in names and values {@code %}, {@code ,}, {@code =}
 * and control characters are percent-encoded, one character as {@code %} and two hexadecimal digits.
 *
 * @param text {@code dimension=value} pairs, separated by commas, such as {@code account=alice,param:chat_id=7}; empty for
 *     the whole provider
 */
public record ScopeKey(String text) {
    /** The whole provider. */
    public static final ScopeKey WHOLE = new ScopeKey("");

    private static final String OF_REQUEST = new Dimension.Param("").text();

    /** The key of a scope for a call of the given endpoint, credential and parameters; values that are not known are empty. */
    public static ScopeKey of(
            Scope scope, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        Values values = new Values(endpoint, credential, params);
        ScopeKey key = WHOLE;
        for (Dimension dimension : scope.dimensions()) {
            key = key.and(dimension, dimension.handle(values));
        }
        return key;
    }

    /** The key of one dimension. */
    public static ScopeKey of(Dimension dimension, String value) {
        return WHOLE.and(dimension, value);
    }

    /** The request parameters that the given scopes are counted by, each once and in order of their names. */
    public static ScopeKey ofParams(Collection<Scope> scopes, Map<String, String> params) {
        SortedSet<String> names = new TreeSet<>();
        scopes.forEach(scope -> names.addAll(scope.params()));
        ScopeKey key = WHOLE;
        for (String name : names) {
            key = key.and(new Dimension.Param(name), params.getOrDefault(name, ""));
        }
        return key;
    }

    /** This key, narrowed by one more dimension. */
    public ScopeKey and(Dimension dimension, String value) {
        String pair = begin(dimension) + Percent.encode(value);
        return new ScopeKey(text.isEmpty() ? pair : text + ',' + pair);
    }

    /** Which credential, account, egress and so on it names; empty where it is not counted by that dimension. */
    public Optional<String> value(Dimension dimension) {
        String begin = begin(dimension);
        return pairs().filter(pair -> pair.startsWith(begin))
                .findFirst()
                .map(pair -> Percent.decode(pair.substring(begin.length())));
    }

    /** Whether it has a request's parameter. */
    public boolean ofRequest() {
        return text.startsWith(OF_REQUEST) || text.contains(',' + OF_REQUEST);
    }

    /** What it is counted by, in the order of its scope. */
    public List<Dimension> dimensions() {
        return pairs().map(pair -> Dimension.parse(Percent.decode(pair.substring(0, Math.max(0, pair.indexOf('='))))))
                .flatMap(Optional::stream)
                .toList();
    }

    private Stream<String> pairs() {
        return Stream.of(text.split(","));
    }

    private static String begin(Dimension dimension) {
        return Percent.encode(dimension.text()) + '=';
    }

    /** What a call has of each dimension. */
    private record Values(String endpoint, @Nullable Credential credential, Map<String, String> params)
            implements Dimension.Handler<String> {
        @Override
        public String fixed(Dimension.Fixed dimension) {
            return switch (dimension) {
                case PROVIDER -> known(Credential::provider);
                case APP -> known(Credential::app);
                case ACCOUNT -> known(Credential::account);
                case CREDENTIAL -> known(Credential::id);
                case EGRESS -> known(Credential::egress);
                case ENDPOINT -> endpoint;
            };
        }

        @Override
        public String param(Dimension.Param dimension) {
            return params.getOrDefault(dimension.name(), "");
        }

        @Override
        public String label(Dimension.Label dimension) {
            return known(credential -> credential.labels().getOrDefault(dimension.name(), ""));
        }

        private String known(Function<Credential, String> part) {
            return credential == null ? "" : part.apply(credential);
        }
    }
}
