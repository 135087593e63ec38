package io.sluice.core.provider;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a limit is counted by: a set of dimensions, in the order of the provider's file. The empty set counts the whole
 * provider.
 */
public record Scope(List<Dimension> dimensions) {
    private static final Dimension.Handler<Boolean> OF_CREDENTIAL = new OfCredential();
    private static final Dimension.Handler<Optional<String>> PARAM = new ParamName();

    public Scope {
        dimensions = List.copyOf(dimensions);
    }

    /** Whether the value of this scope depends on the request, not on its credential and endpoint alone. */
    public boolean ofRequest() {
        return dimensions.stream().anyMatch(dimension -> dimension.handle(PARAM).isPresent());
    }

    /** Whether the value of this scope depends on which credential makes the call. */
    public boolean ofCredential() {
        return dimensions.stream().anyMatch(dimension -> dimension.handle(OF_CREDENTIAL));
    }

    /** Names of the request parameters that are counted by. */
    public List<String> params() {
        return dimensions.stream()
                .flatMap(dimension -> dimension.handle(PARAM).stream())
                .toList();
    }

    @Override
    public String toString() {
        return dimensions.stream().map(Dimension::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static final class OfCredential implements Dimension.Handler<Boolean> {
        @Override
        public Boolean fixed(Dimension.Fixed dimension) {
            return switch (dimension) {
                case APP, ACCOUNT, CREDENTIAL, EGRESS -> true;
                case PROVIDER, ENDPOINT -> false;
            };
        }

        @Override
        public Boolean param(Dimension.Param dimension) {
            return false;
        }

        @Override
        public Boolean label(Dimension.Label dimension) {
            return true;
        }
    }

    /** The parameter's name, where the value comes from the request. */
    private static final class ParamName implements Dimension.Handler<Optional<String>> {
        @Override
        public Optional<String> fixed(Dimension.Fixed dimension) {
            return Optional.empty();
        }

        @Override
        public Optional<String> param(Dimension.Param dimension) {
            return Optional.of(dimension.name());
        }

        @Override
        public Optional<String> label(Dimension.Label dimension) {
            return Optional.empty();
        }
    }
}
