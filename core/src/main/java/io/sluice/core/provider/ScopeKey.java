package io.sluice.core.provider;

/** One of the things that a limit can be counted by. */
public sealed interface ScopeKey {
    /** Keys whose value is known from the provider, the endpoint and the credential. */
    enum Fixed implements ScopeKey {
        PROVIDER,
        APP,
        ACCOUNT,
        CREDENTIAL,
        EGRESS,
        ENDPOINT;

        @Override
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A named part of the request: a path segment, a query parameter or a body field. */
    record Param(String name) implements ScopeKey {
        @Override
        public String text() {
            return "param:" + name;
        }
    }

    /** A label of the credential. */
    record Label(String name) implements ScopeKey {
        @Override
        public String text() {
            return "label:" + name;
        }
    }

    /** The key as it is written in a provider's file. */
    String text();
}
